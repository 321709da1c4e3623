package dev.twofactor.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every supported version of Keycloak must do with this provider: the last patch of each line. */
@Tag("versions")
class VersionsIT {

    /** Oldest first. */
    static final List<String> VERSIONS = List.of("26.4.7", "26.5.7", "26.6.4", TestKeycloak.VERSION);

    private static final VersionsTable TABLE = new VersionsTable(VERSIONS);

    @ParameterizedTest(name = "Keycloak {0}")
    @FieldSource("VERSIONS")
    void everyPromiseHolds(String version) throws IOException {
        List<AssertionError> broken = new ArrayList<>();
        try (VersionServer server = VersionServer.start(version)) {
            VersionContract contract = new VersionContract(server);
            for (Promise promise : Promise.values()) {
                try {
                    promise.check(contract);
                    TABLE.holds(version, promise);
                } catch (RuntimeException | AssertionError e) {
                    broken.add(new AssertionError(promise + " on Keycloak " + version, e));
                }
            }
        }
        if (!broken.isEmpty()) {
            AssertionError first = broken.remove(0);
            broken.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** {@code ./versions} names the file. */
    @AfterAll
    static void write() throws IOException {
        String file = System.getProperty("versions.table", "");
        if (!file.isEmpty()) {
            TABLE.writeInto(Path.of(file));
        }
    }
}
