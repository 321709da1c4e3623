package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The two tables of docs/events.md. */
public final class EventsDoc {

    private static final Path FILE = Path.of("docs/events.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private EventsDoc() {}

    /**
     * One row about users' events.
     *
     * @param errors empty where there is none
     * @param details names of ours
     */
    public record UserEvent(String type, String when, Set<String> errors, Set<String> details) {

        /** Whether the row is about such an event; of its details only ours matter. */
        public boolean tellsOf(String type, String error, Set<String> details) {
            return this.type.equals(type)
                    && (errors.isEmpty()
                            ? error.isEmpty()
                            : errors.contains(error)
                                    || errors.contains("two_factor_…") && error.startsWith("two_factor_"))
                    && this.details.containsAll(details)
                    && details.isEmpty() == this.details.isEmpty();
        }
    }

    /** All rows about users' events. */
    public static List<UserEvent> userEvents() {
        List<UserEvent> rows = lines().stream()
                .filter(line -> line.startsWith("| `") && !line.startsWith("| `TWO_FACTOR_"))
                .map(line -> line.split("\\|"))
                .map(cells -> new UserEvent(
                        names(cells[1]).iterator().next(),
                        cells[2].strip(),
                        names(cells[3]),
                        names(cells[4]).stream()
                                .filter(name -> name.startsWith("two_factor_"))
                                .collect(Collectors.toSet())))
                .toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    /** The resource types of admin events. */
    public static Set<String> adminKinds() {
        return lines().stream()
                .filter(line -> line.startsWith("| `TWO_FACTOR_"))
                .map(line -> names(line.split("\\|")[1]).iterator().next())
                .collect(Collectors.toSet());
    }

    /** What operations a resource type has. */
    public static Set<String> operations(String kind) {
        return lines().stream()
                .filter(line -> line.startsWith("| `" + kind + "`"))
                .flatMap(line -> names(line.split("\\|")[3]).stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> names(String cell) {
        return CODE.matcher(cell).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static List<String> lines() {
        try {
            return Arrays.asList(Files.readString(FILE).split("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
