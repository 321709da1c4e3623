package dev.twofactor.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every supported version of Keycloak must do with this provider: the last patch of each line. */
@Tag("versions")
class VersionsIT {

    /** Oldest first. */
    static final List<String> VERSIONS = List.of("26.4.7", "26.5.7", "26.6.4", TestKeycloak.VERSION);

    private static final String FILE = System.getProperty("versions.table", "");
    private static final VersionsTable TABLE = new VersionsTable(VERSIONS);

    /** Every run of all tests takes the oldest and the newest, {@code ./versions} those between too. */
    static List<String> versions() {
        return FILE.isEmpty() ? List.of(VERSIONS.get(0), TestKeycloak.VERSION) : VERSIONS;
    }

    @ParameterizedTest(name = "Keycloak {0}")
    @MethodSource("versions")
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
        if (!FILE.isEmpty()) {
            TABLE.writeInto(Path.of(FILE));
        }
    }
}
