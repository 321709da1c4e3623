package dev.twofactor.benchmark;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import dev.twofactor.server.KeycloakServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.common.Version;

/** Measures what a login costs the server, by kind of login: {@code ./benchmark}. */
public final class Benchmark {

    private static final Path FOLDER = Path.of("target", "keycloak", "benchmark");

    private static final String STATEMENTS = "org.hibernate.SQL";
    private static final int FEW = 5;
    private static final int COUNTS = 3;

    private final Plan plan;
    private final Path providerJar;
    private final Map<Kind, List<Person>> people = new EnumMap<>(Kind.class);

    private Benchmark(Plan plan, Path providerJar) {
        this.plan = plan;
        this.providerJar = providerJar;
        for (Kind kind : Kind.values()) {
            people.put(
                    kind,
                    IntStream.range(0, plan.logins())
                            .mapToObj(number -> Person.of(kind, number))
                            .toList());
        }
    }

    /** @param args the provider's JAR, and perhaps {@code --quick} */
    public static void main(String[] args) {
        int status = 1;
        try {
            List<String> arguments = List.of(args);
            Plan plan = Plan.of(arguments.subList(1, arguments.size()));
            new Benchmark(plan, Path.of(args[0])).run();
            status = 0;
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(status);
    }

    private void run() throws InterruptedException {
        say("Preparing Keycloak " + Version.VERSION + " ...");
        KeycloakDistribution distribution =
                KeycloakDistribution.prepare(Version.VERSION, List.of(providerJar), KeycloakDistribution.H2);
        List<Round> rounds;
        Counted counted = new Counted();
        try (Inbox inbox = Inbox.start(0, 0);
                KeycloakServer server = server(distribution, inbox, "info")
                        // A heap that does not grow between rounds.
                        .javaOptions(plan.inDocs() ? "" : Measurement.ONE_COMPILER)
                        .heap("-Xms512m -Xmx512m")
                        .build();
                Load load = new Load(server, inbox, plan.parallel())) {
            say("Starting Keycloak ...");
            server.start();
            rounds = measure(load);
            allocations(load, server, counted);
        }
        statements(distribution, counted);
        report(new Figures(rounds), counted);
    }

    private void allocations(Load load, KeycloakServer server, Counted counted) throws InterruptedException {
        say("Counting memory ...");
        try (Allocations allocations = new Allocations(server.pid())) {
            for (Kind kind : Kind.values()) {
                counted.allocated(kind, load.perLogin(people.get(kind), allocations));
            }
        }
    }

    // In a server of its own: Keycloak says at its start only what is to be logged, and the log would be most of the
    // work.
    private void statements(KeycloakDistribution distribution, Counted counted) throws InterruptedException {
        say("Counting statements ...");
        try (Inbox inbox = Inbox.start(0, 0);
                KeycloakServer server = server(distribution, inbox, "info," + STATEMENTS + ":debug")
                        .build();
                Load load = new Load(server, inbox, 1)) {
            server.start();
            load.trust(people.get(Kind.TRUSTED).subList(0, FEW));
            for (Kind kind : Kind.values()) {
                List<Person> few = people.get(kind).subList(0, FEW);
                // Somebody's first login makes rows that later ones find.
                load.round(few);
                counted.statements(kind, leastStatements(load, few, server.logFile()));
            }
        }
    }

    // Whatever else the server does in between, such as writing a session once more, only adds to a count.
    private static double leastStatements(Load load, List<Person> few, Path log) throws InterruptedException {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < COUNTS; i++) {
            least = Math.min(least, load.perLogin(few, () -> statementsIn(log)));
        }
        return least;
    }

    private static long statementsIn(Path log) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("[" + STATEMENTS + "]")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeycloakServerBuilder server(KeycloakDistribution distribution, Inbox inbox, String log) {
        List<Person> all = people.values().stream().flatMap(List::stream).toList();
        Path realm = BenchmarkRealm.write(Path.of("target", "benchmark-realm.json"), inbox, all);
        return KeycloakServer.of(distribution)
                .folder(FOLDER)
                .importRealm(realm)
                .options("--spi-two-factor--default--allow-private-addresses=true", "--log-level=" + log);
    }

    private List<Round> measure(Load load) throws InterruptedException {
        load.trust(people.get(Kind.TRUSTED));
        for (int i = 1; i <= plan.warmUps(); i++) {
            say("Warming up, " + i + " of " + plan.warmUps() + " ...");
            cycle(load, i);
        }
        List<Round> rounds = new ArrayList<>();
        for (int i = 1; i <= plan.rounds(); i++) {
            say("Measuring, " + i + " of " + plan.rounds() + " ...");
            rounds.addAll(cycle(load, i));
        }
        return rounds;
    }

    // Another kind begins each time, so that none always runs behind the same one.
    private List<Round> cycle(Load load, int shift) throws InterruptedException {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        Collections.rotate(kinds, shift);
        List<Round> rounds = new ArrayList<>();
        for (Kind kind : kinds) {
            rounds.add(load.round(people.get(kind)));
        }
        return rounds;
    }

    private void report(Figures figures, Counted counted) {
        TableReport table = new TableReport(plan, figures, counted, machine());
        new JsonReport(plan, figures, counted, machine()).write();
        if (plan.inDocs()) {
            table.writeDocs();
        }
        say(table.text());
        say("As JSON: " + plan.file());
    }

    private static String machine() {
        return "Keycloak %s on H2, Java %s, %d processors (%s) shared by server, browsers and inbox"
                .formatted(
                        Version.VERSION,
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
