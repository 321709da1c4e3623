package dev.twofactor.benchmark;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import dev.twofactor.server.KeycloakServerBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.keycloak.common.Version;

/** Measures what the JAR makes of a server's memory: {@code ./benchmark --footprint}. */
public final class Footprint {

    private static final int PARALLEL = 2;

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

    private void run() throws InterruptedException {
        say("Signing in without the JAR ...");
        List<Part> otp = List.of(new Part(Kind.KEYCLOAK_OTP, quick ? 1 : 50));
        Memory alone = memory(without, otp);
        say("Signing in with the JAR, by Keycloak's own OTP ...");
        Memory same = memory(with, otp);
        say("Signing in with the JAR ...");
        Memory full = memory(
                with,
                List.of(
                        new Part(Kind.SMS, quick ? 1 : 25),
                        new Part(Kind.TRUSTED, quick ? 1 : 20),
                        new Part(Kind.EMAIL, quick ? 1 : 5)));
        new FootprintReport(jar, full, same, alone).write(quick);
    }

    // The server makes its tables, lets people sign in and then is asked for its memory.
    private Memory memory(KeycloakDistribution distribution, List<Part> parts) throws InterruptedException {
        List<Person> people = new ArrayList<>();
        parts.forEach(part -> people.addAll(people(part.kind())));
        try (Inbox inbox = Inbox.start(0, 0);
                KeycloakServer server = withRealm(distribution, inbox, people)) {
            server.start();
            try (Load load = new Load(server, inbox, PARALLEL)) {
                for (Part part : parts) {
                    signIn(load, part, people(part.kind(), people));
                }
                load.forgetRounds();
                return new ServerInside(server.pid()).memory();
            }
        }
    }

    private KeycloakServer withRealm(KeycloakDistribution distribution, Inbox inbox, List<Person> people) {
        Path realm = Path.of("target", "benchmark-footprint-realm.json");
        KeycloakServerBuilder server = KeycloakServer.of(distribution)
                .folder(Path.of("target", "keycloak", "footprint"))
                .javaOptions("-XX:+AlwaysPreTouch" + (quick ? " " + Measurement.ONE_COMPILER : ""))
                .heap("-Xms512m -Xmx512m");
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
