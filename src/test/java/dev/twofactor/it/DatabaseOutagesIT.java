package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fifty people press Verify while the database of both nodes is away: each is in once, or told so, and nobody pays for it. */
@Tag("cluster")
@Order(Integer.MAX_VALUE - 10)
class DatabaseOutagesIT {

    private static final int PEOPLE = 50;
    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** For all of them to sign in once more, some after a code that was lost with its connection. */
    private static final Duration AFTERWARDS = Duration.ofMinutes(5);

    private static Cluster cluster;
    private static TestRealm realm;

    @BeforeAll
    static void start() {
        cluster = Cluster.shared();
        realm = TestRealm.createOn(cluster.url());
        realm.protectAgainstBruteForce(1000);
        // Fifty people sign in one after another before the first of them types.
        realm.policy("code-lifetime-seconds", "600");
    }

    /** Somebody with a code in hand. */
    private record Person(TestUser user, SignIn signIn, String code) {}

    /** What somebody saw, and when (nanoseconds). */
    private record Outcome(Page page, long at) {}

    private static List<Person> people() {
        List<TestUser> users = Parallel.run(PEOPLE, i -> patiently(realm::newUser));
        return users.stream().map(user -> patiently(() -> person(user))).toList();
    }

    private static Person person(TestUser user) {
        SignIn signIn = cluster.signIn(realm);
        assertThat(signIn.password(user).isCodePage()).isTrue();
        return new Person(user, signIn, new CodeInbox(user.phone()).code(1));
    }

    private static Person anew(TestUser user) {
        CodeInbox inbox = new CodeInbox(user.phone());
        int before = inbox.codes();
        SignIn signIn = cluster.signIn(realm);
        assertThat(signIn.password(user).isCodePage()).isTrue();
        return new Person(user, signIn, inbox.code(before + 1));
    }

    // Keycloak keeps connections that died with the database, and answers by an error once for each of them.
    private static <T> T patiently(Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        Waiting.until(PATIENCE, () -> {
            try {
                answer.set(question.get());
                return true;
            } catch (AssertionError e) {
                return false;
            }
        });
        return answer.get();
    }

    @Test
    void aDatabaseThatStandsStillForTwentySecondsCostsNobodyAnything() {
        List<Person> people = people();
        cluster.database().pause();
        CompletableFuture<List<Outcome>> outcomes = CompletableFuture.supplyAsync(() -> verify(people));
        // The outage itself: nothing else could end it earlier.
        LockSupport.parkNanos(AWAY.toNanos());
        cluster.database().resume();
        long back = System.nanoTime();

        assertThatEachIsInOnceOrToldSo(people, outcomes.join(), back);
    }

    @Test
    void aRestartOfTheDatabaseCostsNobodyAnything() {
        List<Person> people = people();
        CompletableFuture<List<Outcome>> outcomes = CompletableFuture.supplyAsync(() -> verify(people));
        cluster.database().restart();
        long back = System.nanoTime();

        assertThatEachIsInOnceOrToldSo(people, outcomes.join(), back);
    }

    @Test
    void whoseLoginIsTakenBackAtItsEndIsToldSo() {
        TestUser user = realm.newUser();
        Person person = person(user);
        cluster.change("alter table two_factor_enrollment rename to two_factor_enrollment_away");
        Page page;
        try {
            page = person.signIn().code(person.code());
        } finally {
            cluster.change("alter table two_factor_enrollment_away rename to two_factor_enrollment");
        }

        assertThat(page.isSignedIn()).isFalse();
        assertClean(page);
        assertThat(logins(person)).isZero();
        assertNoPenalty(person, page);
    }

    private static List<Outcome> verify(List<Person> people) {
        return Parallel.run(people.size(), i -> {
            Page page = people.get(i).signIn().code(people.get(i).code());
            return new Outcome(page, System.nanoTime());
        });
    }

    private static void assertThatEachIsInOnceOrToldSo(List<Person> people, List<Outcome> outcomes, long back) {
        for (int i = 0; i < people.size(); i++) {
            Outcome outcome = outcomes.get(i);
            Person person = people.get(i);
            // That nobody hangs; how quick the answers are depends on the machine, which has fifty to give.
            assertThat(TimeUnit.NANOSECONDS.toSeconds(outcome.at() - back)).isLessThan(PATIENCE.toSeconds());
            if (outcome.page().isSignedIn()) {
                assertThat(logins(person)).isEqualTo(1);
            } else {
                // The database may have stored the login and died before it could say so.
                assertThat(logins(person)).isBetween(0, 1);
                assertClean(outcome.page());
            }
        }
        Parallel.run(8, AFTERWARDS, worker -> {
            for (int i = worker; i < people.size(); i += 8) {
                assertNoPenalty(people.get(i), outcomes.get(i).page());
            }
            return null;
        });
    }

    private static void assertClean(Page page) {
        assertThat(page.status()).isIn(200, 400, 500, 503);
        assertThat(page.title()).isNotEmpty();
        assertThat(page.text()).doesNotContain("Exception", "at org.", "SQL");
    }

    private static void assertNoPenalty(Person person, Page page) {
        String counted = "select count(*) from two_factor_user where user_id = ?"
                + " and (consecutive_wrong > 0 or coalesce(wrong_at, '') <> '')";
        assertThat(cluster.count(counted, person.user().id())).isZero();
        assertThat(patiently(() -> realm.failures(person.user()))).isZero();
        if (!page.isSignedIn()) {
            patiently(() -> signsIn(anew(person.user())));
        }
    }

    private static Page signsIn(Person person) {
        Page page = person.signIn().code(person.code());
        assertThat(page.isSignedIn()).isTrue();
        return page;
    }

    private static int logins(Person person) {
        List<String> types = patiently(() -> realm.events(person.user())).findValuesAsText("type");
        return (int) types.stream().filter("LOGIN"::equals).count();
    }
}
