package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/privacy.md names every column of every table with a user's id in it, and the tables that have none. */
class PrivacyDocTest {

    private static final Path FILE = Path.of("docs/privacy.md");
    private static final Pattern COLUMN = Pattern.compile("column (TWO_FACTOR_[A-Z]+)\\.([A-Z_]+) .*");
    private static final Pattern NAME = Pattern.compile("`([A-Z_]+)`");

    /** In the request itself. */
    private static final List<String> KEYS = List.of("REALM_ID", "USER_ID");

    private static final List<String> WITHOUT_ID = List.of("TWO_FACTOR_TALLY", "TWO_FACTOR_RESET");

    @Test
    void everyColumnIsToldOrNotTold() throws IOException {
        TreeSet<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("| `TWO_FACTOR_")) {
                List<String> names = NAME.matcher(line)
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                names.stream().skip(1).forEach(column -> {
                    assertThat(documented.add(names.get(0) + "." + column))
                            .as("named once: " + column)
                            .isTrue();
                });
            }
        }

        assertThat(documented).isEqualTo(stored());
    }

    @Test
    void tablesWithoutAUsersIdAreNamedToo() throws IOException {
        assertThat(Files.readString(FILE)).contains(WITHOUT_ID);
    }

    private static TreeSet<String> stored() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/contract.txt")).stream()
                .flatMap(line -> COLUMN.matcher(line).results())
                .filter(column -> !WITHOUT_ID.contains(column.group(1)) && !KEYS.contains(column.group(2)))
                .map((MatchResult column) -> column.group(1) + "." + column.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
