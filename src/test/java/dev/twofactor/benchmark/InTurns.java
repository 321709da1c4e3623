package dev.twofactor.benchmark;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.keycloak.common.Version;

/** Compares single logins of two kinds that come one by one in turns: {@code ./benchmark --turns}. */
public final class InTurns {

    private static final Path PROCESSES = Path.of("/proc");
    private static final int ROUNDS = 5;

    private final boolean quick;
    private final Map<Kind, List<Person>> people = new EnumMap<>(Kind.class);
    private final Map<Comparison, List<Turns.Round>> rounds = new EnumMap<>(Comparison.class);

    private InTurns(boolean quick) {
        this.quick = quick;
        for (Comparison comparison : Comparison.values()) {
            people.computeIfAbsent(comparison.kind(), this::people);
            people.computeIfAbsent(comparison.base(), this::people);
            rounds.put(comparison, new ArrayList<>());
        }
    }

    /** @param args the provider's JAR, and perhaps {@code --quick} */
    public static void main(String[] args) {
        Measurement.main(args, "./benchmark --turns", (jar, quick) -> new InTurns(quick).run(jar));
    }

    private List<Person> people(Kind kind) {
        return IntStream.range(0, quick ? 40 : 150)
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
            load.trust(people.get(Kind.TRUSTED));
            measure(load, new WorkingThreads(PROCESSES, server.pid()));
        }
        Map<Comparison, Turns> turns = new EnumMap<>(Comparison.class);
        rounds.forEach((comparison, all) -> turns.put(comparison, new Turns(all)));
        new TurnsReport(turns, quick).write();
    }

    private KeycloakServer server(KeycloakDistribution distribution, Inbox inbox) {
        List<Person> all = people.values().stream().flatMap(List::stream).toList();
        return KeycloakServer.of(distribution)
                .folder(Path.of("target", "keycloak", "benchmark-turns"))
                .importRealm(BenchmarkRealm.write(Path.of("target", "benchmark-turns-realm.json"), inbox, all))
                .options("--spi-two-factor--default--allow-private-addresses=true")
                .javaOptions("")
                .heap("-Xms512m -Xmx512m")
                .build();
    }

    private void measure(Load load, WorkingThreads threads) {
        for (Comparison comparison : Comparison.values()) {
            System.out.println(comparison.words() + " ...");
            for (int i = 0; i < warmUps(comparison); i++) {
                round(load, threads, comparison);
            }
            for (int i = 0; i < ROUNDS; i++) {
                rounds.get(comparison).add(round(load, threads, comparison));
            }
        }
    }

    // What is to be told apart most finely waits the longest: the JVM compiles what has run some hundred times.
    private int warmUps(Comparison comparison) {
        return comparison == Comparison.TRUSTED_TO_PASSWORD || !quick ? 10 : 1;
    }

    // Who begins changes from pair to pair, so that neither always meets what the other left in the caches.
    private Turns.Round round(Load load, WorkingThreads threads, Comparison comparison) {
        load.forgetRounds();
        List<Double> over = new ArrayList<>();
        List<Double> under = new ArrayList<>();
        List<Person> those = people.get(comparison.kind());
        List<Person> others = people.get(comparison.base());
        for (int i = 0; i < those.size(); i++) {
            if (i % 2 == 0) {
                over.add(login(load, threads, those.get(i)));
                under.add(login(load, threads, others.get(i)));
            } else {
                under.add(login(load, threads, others.get(i)));
                over.add(login(load, threads, those.get(i)));
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
