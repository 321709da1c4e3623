package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The documentation is plain Markdown: what links it together is whole. */
class DocsTest {

    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Path INDEX = Path.of("docs/README.md");

    @Test
    void everyLinkLeadsToAFileAndToAHeadingInIt() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            for (String link : links(page)) {
                links++;
                Path target = target(page, link);
                if (!Files.exists(target) || !hasHeading(target, link)) {
                    broken.add(page + " -> " + link);
                }
            }
        }

        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    @Test
    void everyPageIsReachedFromTheIndex() throws IOException {
        Set<Path> seen = new HashSet<>(Set.of(INDEX));
        Deque<Path> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            Path page = next.pop();
            for (String link : links(page)) {
                Path target = target(page, link);
                if (target.toString().endsWith(".md") && seen.add(target)) {
                    next.push(target);
                }
            }
        }

        assertThat(seen).containsAll(pages());
    }

    @Test
    void theIndexNamesEveryPageBesideIt() throws IOException {
        List<Path> named =
                links(INDEX).stream().map(link -> target(INDEX, link)).toList();

        assertThat(named)
                .containsAll(markdown(Path.of("docs"), 1).stream()
                        .filter(page -> !page.equals(INDEX))
                        .toList());
    }

    @Test
    void everyWorkflowIsReadableAndStartsWithReadingRightsOnly() throws IOException {
        for (String name : List.of("build", "release")) {
            String file = Files.readString(Path.of(".github/workflows", name + ".yml"));

            assertThat(new Yaml().<Map<String, Object>>load(file))
                    .containsEntry("permissions", Map.of("contents", "read"))
                    .containsKey("jobs");
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> all = new ArrayList<>(markdown(Path.of("docs"), 5));
        all.addAll(markdown(Path.of("examples"), 5));
        for (String name : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
            all.add(Path.of(name));
        }
        return all;
    }

    private static List<Path> markdown(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    /** Links within the project, as they stand in the page. */
    private static List<String> links(Path page) {
        String text = CODE.matcher(ProjectFile.read(page)).replaceAll("");
        return LINK.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    private static Path target(Path page, String link) {
        String file = link.replaceFirst("#.*", "");
        return file.isEmpty() ? page : page.resolveSibling(file).normalize();
    }

    private static boolean hasHeading(Path target, String link) {
        int mark = link.indexOf('#');
        return mark < 0
                || HEADING.matcher(ProjectFile.read(target))
                        .results()
                        .map(match -> anchor(match.group(1)))
                        .anyMatch(link.substring(mark + 1)::equals);
    }

    /** As GitHub makes them: small letters, no punctuation, hyphens for blanks. */
    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
