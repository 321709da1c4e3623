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

    private static final Amount FULL = new Amount(150, 10);
    private static final Amount FINE = new Amount(40, 7);
    private static final Amount ROUGH = new Amount(20, 1);

    private final boolean quick;
    private final Map<Kind, List<Person>> people = new EnumMap<>(Kind.class);
    private final Map<Comparison, List<Turns.Round>> rounds = new EnumMap<>(Comparison.class);

    /**
     * How much is compared.
     *
     * @param pairs of logins in a round
     * @param warmUps rounds before the first that counts
     */
    private record Amount(int pairs, int warmUps) {}

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
        return IntStream.range(0, (quick ? FINE : FULL).pairs())
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
            for (int i = 0; i < amount(comparison).warmUps(); i++) {
                round(load, threads, comparison);
            }
            for (int i = 0; i < ROUNDS; i++) {
                rounds.get(comparison).add(round(load, threads, comparison));
            }
        }
    }

    // Quickly, what is to be told apart most finely gets the most: the JVM compiles what has run some hundred times.
    private Amount amount(Comparison comparison) {
        if (quick) {
            return comparison == Comparison.TRUSTED_TO_PASSWORD ? FINE : ROUGH;
        }
        return FULL;
    }

    // Who begins changes from pair to pair, so that neither always meets what the other left in the caches.
    private Turns.Round round(Load load, WorkingThreads threads, Comparison comparison) {
        load.forgetRounds();
        List<Double> over = new ArrayList<>();
        List<Double> under = new ArrayList<>();
        List<Person> those = people.get(comparison.kind());
        List<Person> others = people.get(comparison.base());
        for (int i = 0; i < amount(comparison).pairs(); i++) {
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
