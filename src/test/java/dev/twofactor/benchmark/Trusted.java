package dev.twofactor.benchmark;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.common.Version;

/** Compares logins in trusted browsers with logins by password alone, one by one in turns: {@code ./benchmark --trusted}. */
public final class Trusted {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int ROUNDS = 5;

    private final boolean quick;
    private final List<Person> trusted;
    private final List<Person> others;

    private Trusted(boolean quick) {
        this.quick = quick;
        this.trusted = people(Kind.TRUSTED);
        this.others = people(Kind.PASSWORD);
    }

    /** @param args the provider's JAR, and perhaps {@code --quick} */
    public static void main(String[] args) {
        Measurement.main(args, "./benchmark --trusted", (jar, quick) -> new Trusted(quick).run(jar));
    }

    private List<Person> people(Kind kind) {
        return IntStream.range(0, quick ? 60 : 200)
                .mapToObj(number -> Person.of(kind, number))
                .toList();
    }

    private void run(Path providerJar) throws InterruptedException {
        KeycloakDistribution distribution =
                KeycloakDistribution.prepare(Version.VERSION, List.of(providerJar), KeycloakDistribution.H2);
        try (Inbox inbox = Inbox.start(0, 0);
                KeycloakServer server = server(distribution, inbox);
                Load load = new Load(server, inbox, 2)) {
            System.out.println("Starting Keycloak " + Version.VERSION + " ...");
            server.start();
            load.trust(trusted);
            WorkingThreads threads = new WorkingThreads(PROCESSES, server.pid());
            for (int i = 0; i < (quick ? 3 : 10); i++) {
                System.out.println("Warming up ...");
                round(load, threads);
            }
            List<Turns.Round> rounds = new ArrayList<>();
            for (int i = 1; i <= ROUNDS; i++) {
                System.out.println("Measuring, " + i + " of " + ROUNDS + " ...");
                rounds.add(round(load, threads));
            }
            new TrustedReport(new Turns(rounds), quick).write();
        }
    }

    private KeycloakServer server(KeycloakDistribution distribution, Inbox inbox) {
        List<Person> all = Stream.concat(trusted.stream(), others.stream()).toList();
        return KeycloakServer.of(distribution)
                .folder(Path.of("target", "keycloak", "benchmark-trusted"))
                .importRealm(BenchmarkRealm.write(Path.of("target", "benchmark-trusted-realm.json"), inbox, all))
                .options("--spi-two-factor--default--allow-private-addresses=true")
                .javaOptions("")
                .heap("-Xms512m -Xmx512m")
                .build();
    }

    // Who begins changes from pair to pair, so that neither always meets what the other left in the caches.
    private Turns.Round round(Load load, WorkingThreads threads) {
        load.endSessions();
        List<Double> over = new ArrayList<>();
        List<Double> under = new ArrayList<>();
        for (int i = 0; i < trusted.size(); i++) {
            if (i % 2 == 0) {
                over.add(login(load, threads, trusted.get(i)));
                under.add(login(load, threads, others.get(i)));
            } else {
                under.add(login(load, threads, others.get(i)));
                over.add(login(load, threads, trusted.get(i)));
            }
        }
        return new Turns.Round(over, under);
    }

    private static double login(Load load, WorkingThreads threads, Person person) {
        long before = threads.getAsLong();
        load.login(person);
        return threads.getAsLong() - before;
    }
}
