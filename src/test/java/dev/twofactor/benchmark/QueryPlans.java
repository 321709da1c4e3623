package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** How PostgreSQL carried out the statements that concern our tables, as its own log tells. */
final class QueryPlans {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = "two_factor_";
    private static final String ALL_ROWS = "all rows of ";

    /** By statement: how it found its rows, in words; nothing where it only adds one. */
    private final SortedMap<String, Set<String>> ways =
            new TreeMap<>(Comparator.comparing(QueryPlans::table).thenComparing(Comparator.naturalOrder()));

    /** Reads what {@code auto_explain} wrote there as JSON. */
    static QueryPlans in(Path log) {
        QueryPlans plans = new QueryPlans();
        try {
            Iterator<String> lines = Files.readAllLines(log).iterator();
            StringBuilder json = new StringBuilder();
            boolean plan = false;
            while (lines.hasNext()) {
                String line = lines.next();
                if (plan && line.startsWith("\t")) {
                    json.append(line.strip()).append(' ');
                } else {
                    plans.add(json);
                    plan = line.endsWith("plan:");
                }
            }
            plans.add(json);
            return plans;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(StringBuilder json) throws IOException {
        if (json.length() > 0) {
            JsonNode explained = JSON.readTree(json.toString());
            json.setLength(0);
            String text = shortened(explained.path("Query Text").asText());
            if (text.contains(OURS)) {
                collect(explained.path("Plan"), ways.computeIfAbsent(text, key -> new TreeSet<>()));
            }
        }
    }

    private static void collect(JsonNode node, Set<String> found) {
        String table = node.path("Relation Name").asText();
        String kind = node.path("Node Type").asText();
        if (kind.equals("Seq Scan")) {
            found.add(ALL_ROWS + table);
        } else if (node.has("Index Name")) {
            found.add(node.path("Index Name").asText());
        }
        node.path("Plans").forEach(child -> collect(child, found));
    }

    /** The statement without the columns that it reads or writes, and without Hibernate's names for tables. */
    static String shortened(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .replaceAll("\\b[a-z]+\\d+_\\d+\\.", "")
                .replaceAll(" [a-z]+\\d+_\\d+\\b", "")
                .replaceFirst("^select .*? from ", "select … from ")
                .replaceFirst("^(insert into \\S+) ?\\(.*", "$1 …")
                .replaceFirst(" set .*? where ", " set … where ")
                .replaceAll("\\$\\d+(, ?\\$\\d+)+", "…")
                .replaceAll("\\$\\d+", "?")
                .replaceAll("::pg_catalog\\.text|pg_catalog\\.|\"", "")
                .replace("operator(=)", "=")
                .replaceFirst(" of( \\w+)?$", "");
    }

    private static String table(String statement) {
        int begin = Math.max(statement.indexOf(OURS), 0);
        return statement.substring(begin).replaceFirst("[^a-z_].*", "");
    }

    /** Each once, by table. */
    Set<String> statements() {
        return ways.keySet();
    }

    /** The indexes, or the tables that were read from end to end. */
    List<String> ways(String statement) {
        return List.copyOf(ways.get(statement));
    }

    /** Tables that a statement read from end to end. */
    List<String> readWhole(String statement) {
        return ways(statement).stream()
                .filter(way -> way.startsWith(ALL_ROWS))
                .map(way -> way.substring(ALL_ROWS.length()))
                .toList();
    }
}
