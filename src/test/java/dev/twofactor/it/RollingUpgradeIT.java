package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.server.KeycloakDistribution;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The cluster begins on the previous commit's JAR: the rest of the suite runs on what the upgrade left. */
@Tag("cluster")
@Order(Integer.MAX_VALUE - 30)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingUpgradeIT {

    private static final List<String> TABLES =
            List.of("two_factor_user", "two_factor_challenge", "two_factor_ledger", "two_factor_enrollment");
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static Cluster cluster;
    private static TestRealm realm;

    @BeforeAll
    static void startBothNodesAtOnceOnAnEmptyDatabase() {
        cluster = Cluster.startWith(previous());
        realm = TestRealm.createOn(cluster.url());
    }

    /** Keycloak with the JAR of the commit before. */
    static KeycloakDistribution previous() {
        return KeycloakDistribution.prepare(
                TestKeycloak.VERSION, List.of(PreviousJar.build()), KeycloakDistribution.POSTGRES);
    }

    /** Keycloak without ours. */
    static KeycloakDistribution plain() {
        return KeycloakDistribution.prepare(TestKeycloak.VERSION, List.of(), KeycloakDistribution.POSTGRES);
    }

    @Test
    @Order(1)
    void oneNodeAfterTheOtherIsUpgradedUnderLoadAndNoLoginFails() {
        Load load = new Load();
        CompletableFuture<Void> people = CompletableFuture.allOf(
                CompletableFuture.runAsync(load::signInAgainAndAgain),
                CompletableFuture.runAsync(load::signInAgainAndAgain));
        try {
            load.awaitLogins(2);
            upgrade(cluster.b(), load);
            load.adminAt(cluster.b());
            upgrade(cluster.a(), load);
        } finally {
            load.end();
        }
        people.join();

        assertThat(load.failures()).isEmpty();
        assertThat(load.logins()).isGreaterThan(6);
        for (ClusterNode node : List.of(cluster.a(), cluster.b())) {
            TestUser user = realm.on(node.url()).newUser();
            SignIn person = cluster.signIn(realm, node);
            person.password(user);
            assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                    .isTrue();
        }
    }

    private static void upgrade(ClusterNode node, Load load) {
        cluster.takeOut(node);
        // Who was on the way through the node has come to an end by then.
        load.awaitLogins(4);
        node.stop();
        node.start(TestKeycloak.distribution());
        cluster.putIn(node);
        load.awaitLogins(4);
    }

    @Test
    @Order(2)
    void withoutTheJarNobodyGetsInAndPutBackEverythingIsThere() {
        TestUser user = realm.newUser();
        SignIn before = cluster.signIn(realm);
        before.password(user);
        CodeInbox inbox = new CodeInbox(user.phone());
        before.code(inbox.wrongCode(1));
        assertThat(before.code(inbox.code(1)).isSignedIn()).isTrue();
        List<Long> rows = rows(user);

        cluster.stopBoth();
        // The test provider needs our classes: a plain Keycloak.
        cluster.a().start(plain());
        Page without = signInWithoutTheJar(user);
        assertThat(without.isSignedIn()).isFalse();
        assertThat(without.isCodePage()).isFalse();
        assertThat(without.title()).isNotEmpty();
        cluster.a().stop();
        cluster.startBoth(TestKeycloak.distribution());

        assertThat(cluster.a().log() + cluster.b().log()).doesNotContain("changelog META-INF/two-factor-changelog.xml");
        assertThat(rows(user)).isEqualTo(rows);
        assertThat(cluster.evaluations(user)).isEqualTo(2);
        SignIn after = cluster.signIn(realm);
        after.password(user);
        assertThat(after.code(inbox.code(2)).isSignedIn()).isTrue();
    }

    private static Page signInWithoutTheJar(TestUser user) {
        SignIn person = cluster.signIn(realm, cluster.a());
        Page login = person.open();
        return login.isLoginPage() ? person.password(user) : login;
    }

    private static List<Long> rows(TestUser user) {
        return TABLES.stream()
                .map(table -> cluster.count("select count(*) from " + table + " where user_id = ?", user.id()))
                .toList();
    }

    /** People who sign in one after the other, each request by the node whose turn it is. */
    private static final class Load {

        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger logins = new AtomicInteger();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private volatile TestRealm admin = realm;

        void signInAgainAndAgain() {
            while (!over.get()) {
                try {
                    signIn(admin.newUser());
                } catch (RuntimeException | AssertionError e) {
                    failures.add(e.toString());
                }
                logins.incrementAndGet();
            }
        }

        private void signIn(TestUser user) {
            SignIn person = cluster.signIn(realm);
            Page page = person.password(user);
            if (page.isCodePage()) {
                page = person.code(new CodeInbox(user.phone()).code(1));
            }
            if (!page.isSignedIn()) {
                failures.add(page.status() + " " + page.text());
            }
        }

        void adminAt(ClusterNode node) {
            admin = realm.on(node.url());
        }

        void awaitLogins(int more) {
            int goal = logins.get() + more;
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (logins.get() < goal && System.nanoTime() < end) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            assertThat(logins.get()).isGreaterThanOrEqualTo(goal);
        }

        void end() {
            over.set(true);
        }

        int logins() {
            return logins.get();
        }

        List<String> failures() {
            return failures;
        }
    }
}
