package dev.twofactor.benchmark;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.common.Version;

/** Measures what millions of rows make of a login: {@code ./benchmark --scale}. */
public final class Scale {

    private static final int PARALLEL = 2;
    private static final int FEW = 5;
    private static final Path PROCESSES = Path.of("/proc");

    private final boolean quick;
    private final int logins;
    private final List<ScaleRows> sizes;
    private final List<Person> people;
    private final List<Person> others;

    private Scale(boolean quick) {
        this.quick = quick;
        logins = quick ? FEW : 25;
        ScaleRows empty = new ScaleRows("empty", 0, 0);
        sizes = quick
                ? List.of(empty, new ScaleRows("thousands", 50_000, 5_000))
                : List.of(
                        empty,
                        new ScaleRows("million", 1_000_000, 1_000_000),
                        new ScaleRows("millions", 10_000_000, 1_000_000));
        people = people(Kind.SMS, quick ? FEW : 200);
        others = Stream.of(Kind.SMS_WRONG_FIRST, Kind.EMAIL, Kind.TRUSTED)
                .flatMap(kind -> people(kind, FEW).stream())
                .toList();
    }

    private static List<Person> people(Kind kind, int number) {
        return IntStream.range(0, number).mapToObj(i -> Person.of(kind, i)).toList();
    }

    /** @param args the provider's JAR, and perhaps {@code --quick} */
    public static void main(String[] args) {
        Measurement.main(args, "./benchmark --scale", (jar, quick) -> new Scale(quick).run(jar));
    }

    private void run(Path providerJar) throws InterruptedException {
        KeycloakDistribution distribution =
                KeycloakDistribution.prepare(Version.VERSION, List.of(providerJar), KeycloakDistribution.POSTGRES);
        try (ScaleDatabase database = ScaleDatabase.start(sizes.get(0).name());
                Inbox inbox = Inbox.start(0, 0);
                KeycloakServer server = server(distribution, database, inbox)) {
            say("Starting Keycloak " + Version.VERSION + " ...");
            server.start();
            String realm = database.texts("select id from realm where name = '" + BenchmarkRealm.NAME + "'")
                    .get(0);
            for (ScaleRows size : sizes.subList(1, sizes.size())) {
                say("Making " + size.messages() + " messages and " + size.users() + " users ...");
                database.copy(size, realm, System.currentTimeMillis());
            }
            try (Load load = new Load(server, inbox, PARALLEL)) {
                ScaleFigures figures =
                        new ScaleFigures(sizes, measure(database, load, new WorkingThreads(PROCESSES, server.pid())));
                say("Reading plans ...");
                load.forgetRounds();
                database.use(sizes.get(sizes.size() - 1).name());
                StoredWork.PurgeRates purge = new StoredWork(database.jdbcUrl(), realm).purgeRates(quick ? 2 : 100);
                database.explain();
                double commits = load.perLogin(people.subList(0, FEW), database::commits);
                QueryPlans plans = plans(database, load, realm);
                new ScaleReport(figures, plans, new ScaleReport.OfLargest(commits, purge), logins, database)
                        .write(quick);
            }
        }
    }

    private KeycloakServer server(KeycloakDistribution distribution, ScaleDatabase database, Inbox inbox) {
        List<Person> all = Stream.concat(people.stream(), others.stream()).toList();
        return KeycloakServer.of(distribution)
                .folder(Path.of("target", "keycloak", "scale"))
                .database(database.jdbcUrl(), "postgres", "any")
                .importRealm(BenchmarkRealm.write(Path.of("target", "benchmark-scale-realm.json"), inbox, all))
                .options(
                        "--spi-two-factor--default--allow-private-addresses=true",
                        // A connection that came or went would take its processor time along.
                        "--db-pool-initial-size=10",
                        "--db-pool-min-size=10",
                        "--db-pool-max-size=10")
                .javaOptions("")
                .heap("-Xms512m -Xmx512m")
                .build();
    }

    private List<Sized> measure(ScaleDatabase database, Load load, WorkingThreads threads) {
        say("Warming up ...");
        for (int i = 1; i <= (quick ? 4 : 12); i++) {
            turn(i, database, load, threads);
        }
        List<Sized> rounds = new ArrayList<>();
        say("Measuring ...");
        for (int i = 1; i <= (quick ? 24 : 36); i++) {
            rounds.addAll(turn(i, database, load, threads));
        }
        return rounds;
    }

    // Short rounds, so that whatever else the machine does hits all sizes. Another size begins each time.
    private List<Sized> turn(int shift, ScaleDatabase database, Load load, WorkingThreads threads) {
        List<ScaleRows> order = new ArrayList<>(sizes);
        Collections.rotate(order, shift);
        int first = shift * logins % people.size();
        List<Person> some = people.subList(first, first + logins);
        List<Sized> rounds = new ArrayList<>();
        for (ScaleRows size : order) {
            load.forgetRounds();
            database.use(size.name());
            long before = sent(database);
            rounds.add(signIn(some, size, database, load, threads));
            if (sent(database) - before != logins) {
                throw new IllegalStateException("The server did not work on the tables called " + size.name());
            }
        }
        return rounds;
    }

    private static Sized signIn(
            List<Person> some, ScaleRows size, ScaleDatabase database, Load load, WorkingThreads threads) {
        List<Double> server = new ArrayList<>();
        List<Map<Step, Long>> times = new ArrayList<>();
        Duration cpu = database.cpuTime();
        for (Person person : some) {
            long before = threads.getAsLong();
            times.add(load.login(person));
            server.add((double) threads.getAsLong() - before);
        }
        return new Sized(size, server, times, database.cpuTime().minus(cpu));
    }

    private static long sent(ScaleDatabase database) {
        return database.number("select count(*) from two_factor_ledger where (realm_id, user_id) in"
                + " (select realm_id, id from user_entity where username like 'sms-%')");
    }

    private QueryPlans plans(ScaleDatabase database, Load load, String realm) throws InterruptedException {
        load.trust(
                others.stream().filter(person -> person.kind() == Kind.TRUSTED).toList());
        for (int i = 0; i < others.size(); i += FEW) {
            load.round(others.subList(i, i + FEW));
        }
        new StoredWork(database.jdbcUrl(), realm).tryAll();
        return QueryPlans.in(database.log());
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
