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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.keycloak.common.Version;

/** Measures what the JAR makes of a server's start and of its memory: {@code ./benchmark --footprint}. */
public final class Footprint {

    private static final int PARALLEL = 2;
    private static final int STARTS = 12;
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    private final boolean quick;
    private final Path jar;
    private final KeycloakDistribution with;
    private final KeycloakDistribution without;

    private Footprint(boolean quick, Path jar) {
        this.quick = quick;
        this.jar = jar;
        with = KeycloakDistribution.prepare(Version.VERSION, List.of(jar), KeycloakDistribution.H2);
        without = KeycloakDistribution.prepare(Version.VERSION, List.of(), KeycloakDistribution.H2);
    }

    /** @param args the provider's JAR, and perhaps {@code --quick} */
    public static void main(String[] args) {
        Measurement.main(args, "./benchmark --footprint", (jar, quick) -> new Footprint(quick, jar).run());
    }

    /** So many rounds of logins of one kind, each round one login of each of these people. */
    private record Part(Kind kind, int rounds) {}

    /** A server that made its tables, let people sign in and then was asked for its memory. */
    private record Life(Start start, Memory memory) {}

    private void run() throws InterruptedException {
        FootprintReport report = new FootprintReport(jar);
        if (!quick) {
            starts(report);
        }
        say("Signing in without the JAR ...");
        List<Part> otp = List.of(new Part(Kind.KEYCLOAK_OTP, quick ? 1 : 50));
        Life alone = life(without, otp);
        say("Signing in with the JAR, by Keycloak's own OTP ...");
        Life same = life(with, otp);
        say("Signing in with the JAR ...");
        Life full = life(
                with,
                List.of(
                        new Part(Kind.SMS, quick ? 1 : 25),
                        new Part(Kind.TRUSTED, quick ? 1 : 20),
                        new Part(Kind.EMAIL, quick ? 1 : 5)));
        if (quick) {
            report.started(full.start(), alone.start());
        }
        report.after(full.memory(), same.memory(), alone.memory());
        report.write(quick);
    }

    // Both start at the same moment, so that whatever else the machine does meets both. The first start of each makes
    // the tables, and does not count.
    private void starts(FootprintReport report) {
        try (KeycloakServer one = server(with, "footprint-with").build();
                KeycloakServer other = server(without, "footprint-without").build()) {
            for (int i = 0; i <= STARTS; i++) {
                say("Starting, " + i + " ...");
                CompletableFuture<Start> withJar = CompletableFuture.supplyAsync(() -> start(one));
                CompletableFuture<Start> alone = CompletableFuture.supplyAsync(() -> start(other));
                if (i > 0) {
                    report.started(withJar.join(), alone.join());
                }
                CompletableFuture.allOf(withJar, alone).join();
                one.stop();
                other.stop();
            }
        }
    }

    private static KeycloakServerBuilder server(KeycloakDistribution distribution, String name) {
        return KeycloakServer.of(distribution)
                .folder(Path.of("target", "keycloak", name))
                .javaOptions("-XX:+AlwaysPreTouch")
                .heap("-Xms512m -Xmx512m");
    }

    private static Start start(KeycloakServer server) {
        server.start();
        try {
            String log = Files.readString(server.logFile());
            String last = STARTED.matcher(log)
                    .results()
                    .map(match -> match.group(1))
                    .reduce((first, second) -> second)
                    .orElseThrow(() -> new IllegalStateException("The server does not say how long its start took"));
            return new Start(Double.parseDouble(last), server.cpuTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Life life(KeycloakDistribution distribution, List<Part> parts) throws InterruptedException {
        List<Person> people = new ArrayList<>();
        parts.forEach(part -> people.addAll(people(part.kind())));
        try (Inbox inbox = Inbox.start(0, 0);
                KeycloakServer server = withRealm(distribution, inbox, people)) {
            Start start = start(server);
            try (Load load = new Load(server, inbox, PARALLEL)) {
                for (Part part : parts) {
                    signIn(load, part, people(part.kind(), people));
                }
                load.forgetRounds();
                return new Life(start, new ServerInside(server.pid()).memory());
            }
        }
    }

    private KeycloakServer withRealm(KeycloakDistribution distribution, Inbox inbox, List<Person> people) {
        Path realm = Path.of("target", "benchmark-footprint-realm.json");
        KeycloakServerBuilder server = server(distribution, "footprint-memory");
        if (distribution == with) {
            server.options("--spi-two-factor--default--allow-private-addresses=true");
            BenchmarkRealm.write(realm, inbox, people);
        } else {
            BenchmarkRealm.writeWithoutOurs(realm, inbox, people);
        }
        return server.importRealm(realm).build();
    }

    private static void signIn(Load load, Part part, List<Person> people) throws InterruptedException {
        if (part.kind() == Kind.TRUSTED) {
            load.trust(people);
        }
        for (int i = 0; i < part.rounds(); i++) {
            load.round(people);
        }
    }

    private List<Person> people(Kind kind) {
        return IntStream.range(0, quick ? 4 : 200)
                .mapToObj(i -> Person.of(kind, i))
                .toList();
    }

    // The same people as in the realm: their browsers keep what they were given.
    private static List<Person> people(Kind kind, List<Person> all) {
        return all.stream().filter(person -> person.kind() == kind).toList();
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
