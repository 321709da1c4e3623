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
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.common.Version;

/** Measures what a vendor that takes ten seconds does to logins: {@code ./benchmark --slow-vendor}. */
public final class SlowVendor {

    private static final int PEOPLE = 200;
    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean quick;
    private final int pairs;

    private SlowVendor(boolean quick) {
        this.quick = quick;
        this.pairs = quick ? 3 : 5;
    }

    /** @param args the provider's JAR, and perhaps {@code --quick} */
    public static void main(String[] args) {
        int status = 1;
        try {
            List<String> further = List.of(args).subList(1, args.length);
            if (!further.isEmpty() && !further.equals(List.of("--quick"))) {
                throw new IllegalArgumentException("Usage: ./benchmark --slow-vendor [--quick]");
            }
            new SlowVendor(!further.isEmpty()).run(Path.of(args[0]));
            status = 0;
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(status);
    }

    private void run(Path providerJar) throws InterruptedException {
        List<Person> people =
                IntStream.range(0, PEOPLE).mapToObj(i -> Person.of(Kind.SMS, i)).toList();
        Person other = Person.of(Kind.PASSWORD, 0);
        KeycloakDistribution distribution =
                KeycloakDistribution.prepare(Version.VERSION, List.of(providerJar), KeycloakDistribution.H2);
        try (Inbox inbox = Inbox.start(0, 0);
                KeycloakServer server = KeycloakServer.of(distribution)
                        .folder(Path.of("target", "keycloak", "slow-vendor"))
                        .importRealm(realm(inbox, people, other))
                        // As docs/operations.md says for many logins at once.
                        .options(
                                "--spi-two-factor--default--allow-private-addresses=true",
                                "--spi-two-factor--default--max-transactions=16")
                        .javaOptions("")
                        .heap("-Xms512m -Xmx512m")
                        .build()) {
            System.out.println("Starting Keycloak " + Version.VERSION + " ...");
            server.start();
            try (Crowd crowd = new Crowd(server, inbox, people, other)) {
                new SlowVendorReport(measure(crowd), PEOPLE, quick).write();
            }
        }
    }

    private Waves measure(Crowd crowd) throws InterruptedException {
        crowd.warmUp();
        for (int i = 0; i < (quick ? 1 : 3); i++) {
            System.out.println("Warming up ...");
            crowd.wave(Duration.ZERO);
        }
        List<Wave> instant = new ArrayList<>();
        List<Wave> slow = new ArrayList<>();
        for (int i = 1; i <= pairs; i++) {
            System.out.println("Measuring, " + i + " of " + pairs + " ...");
            // The other one goes first each time.
            if (i % 2 == 0) {
                slow.add(crowd.wave(SLOW));
                instant.add(crowd.wave(Duration.ZERO));
            } else {
                instant.add(crowd.wave(Duration.ZERO));
                slow.add(crowd.wave(SLOW));
            }
        }
        return new Waves(instant, slow);
    }

    // Nobody enters a code here: the limits on unused codes count, and are not reached.
    private static Path realm(Inbox inbox, List<Person> people, Person other) {
        Path file = Path.of("target", "benchmark-slow-vendor-realm.json");
        BenchmarkRealm.write(
                file, inbox, Stream.concat(people.stream(), Stream.of(other)).toList());
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
