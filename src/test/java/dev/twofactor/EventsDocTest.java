package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/events.md names every detail, error and resource type that the code gives to events, and no other. */
class EventsDocTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/twofactor");
    private static final Pattern OF_USERS = Pattern.compile("\"(two_factor_[a-z_]*[a-z])\"");
    private static final Pattern OF_ADMINS = Pattern.compile("KIND = \"(TWO_FACTOR_[A-Z_]+)\"");

    /** Fields of requests to the token endpoint. */
    private static final Path REQUESTS = Path.of("directgrant", "GrantFields.java");

    @Test
    void everyDetailAndErrorOfUserEventsIsInTheTable() {
        Set<String> documented = EventsDoc.userEvents().stream()
                .flatMap(row -> Stream.concat(row.errors().stream(), row.details().stream()))
                .filter(name -> name.matches("two_factor_[a-z_]+"))
                .collect(Collectors.toSet());

        assertThat(documented).isEqualTo(inCode(OF_USERS));
    }

    @Test
    void everyResourceTypeOfAdminEventsIsInTheTable() {
        assertThat(EventsDoc.adminKinds()).isEqualTo(inCode(OF_ADMINS));
    }

    private static Set<String> inCode(Pattern pattern) {
        return sources().stream()
                .filter(file -> !file.endsWith(REQUESTS))
                .flatMap(file -> pattern.matcher(ProjectFile.read(file)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
