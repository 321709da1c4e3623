package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.common.Version;

/** Measures what a vendor that takes one second, or ten, does to logins: {@code ./benchmark --slow-vendor}. */
public final class SlowVendor {

    private static final int PEOPLE = 200;
    private static final int SCOUTS = 50;
    private static final List<Duration> VENDOR_TAKES =
            List.of(Duration.ZERO, SlowVendorReport.SLOW, SlowVendorReport.VERY_SLOW);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean quick;
    private final int turns;

    private SlowVendor(boolean quick) {
        this.quick = quick;
        this.turns = quick ? 3 : 5;
    }

    /** @param args the provider's JAR, and perhaps {@code --quick} */
    public static void main(String[] args) {
        Measurement.main(args, "./benchmark --slow-vendor", (jar, quick) -> new SlowVendor(quick).run(jar));
    }

    private void run(Path providerJar) throws InterruptedException {
        List<Person> people =
                IntStream.range(0, PEOPLE).mapToObj(i -> Person.of(Kind.SMS, i)).toList();
        List<Person> scouts = IntStream.range(PEOPLE, PEOPLE + SCOUTS)
                .mapToObj(i -> Person.of(Kind.SMS, i))
                .toList();
        Person other = Person.of(Kind.PASSWORD, 0);
        KeycloakDistribution distribution =
                KeycloakDistribution.prepare(Version.VERSION, List.of(providerJar), KeycloakDistribution.H2);
        try (Inbox inbox = Inbox.start(0, 0);
                KeycloakServer server = KeycloakServer.of(distribution)
                        .folder(Path.of("target", "keycloak", "slow-vendor"))
                        .importRealm(realm(inbox, people, scouts, other))
                        // As docs/operations.md says for many logins at once.
                        .options(
                                "--spi-two-factor--default--allow-private-addresses=true",
                                "--spi-two-factor--default--max-transactions=16")
                        .javaOptions("")
                        .heap("-Xms512m -Xmx512m")
                        .build()) {
            System.out.println("Starting Keycloak " + Version.VERSION + " ...");
            server.start();
            try (Crowd crowd = new Crowd(server, inbox, people, scouts, other)) {
                new SlowVendorReport(measure(crowd), PEOPLE, quick).write();
            }
        }
    }

    private Map<Duration, List<Wave>> measure(Crowd crowd) throws InterruptedException {
        crowd.warmUp();
        for (int i = 0; i < (quick ? 1 : 3); i++) {
            System.out.println("Warming up ...");
            crowd.wave(Duration.ZERO);
        }
        Map<Duration, List<Wave>> waves = new HashMap<>();
        for (int i = 1; i <= turns; i++) {
            System.out.println("Measuring, " + i + " of " + turns + " ...");
            // Another one goes first each time.
            List<Duration> order = new ArrayList<>(VENDOR_TAKES);
            Collections.rotate(order, i - 1);
            for (Duration takes : order) {
                waves.computeIfAbsent(takes, key -> new ArrayList<>()).add(crowd.wave(takes));
            }
        }
        return waves;
    }

    // Nobody enters a code here: the limits on unused codes count, and are not reached.
    private static Path realm(Inbox inbox, List<Person> people, List<Person> scouts, Person other) {
        Path file = Path.of("target", "benchmark-slow-vendor-realm.json");
        BenchmarkRealm.write(
                file,
                inbox,
                Stream.of(people, scouts, List.of(other)).flatMap(List::stream).toList());
        try {
            ObjectNode realm = (ObjectNode) JSON.readTree(file.toFile());
            ObjectNode policy = (ObjectNode) realm.path("components")
                    .path("dev.twofactor.keycloak.TwoFactorPolicy")
                    .path(0)
                    .path("config");
            set(policy, "unverified-per-address-hour", "100000");
            set(policy, "unverified-per-prefix-day", "1000000");
            Files.writeString(file, JSON.writeValueAsString(realm));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void set(ObjectNode policy, String key, String value) {
        ArrayNode values = policy.putArray(key);
        values.add(value);
    }
}
