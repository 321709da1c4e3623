package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.inbox.Faults;
import dev.twofactor.inbox.Faults.Mode;
import dev.twofactor.inbox.Inbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Twenty people sign in at once, again and again, by all methods, with wrong codes, reloads and a vendor that fails now and then:
 * 24 seconds, or {@code -Dsoak.minutes=30}. A third of the time, then a look at the server at rest, then the rest of it.
 */
@Order(Integer.MAX_VALUE - 60)
class SoakIT {

    private static final int PEOPLE = 20;
    private static final Duration LONG = Duration.ofMinutes(Integer.getInteger("soak.minutes", 0));
    private static final Duration THIRD = (LONG.isZero() ? Duration.ofSeconds(24) : LONG).dividedBy(3);
    /** A server that is seconds old still fills its caches. */
    private static final double HEAP_GROWTH = LONG.isZero() ? 1.25 : 1.05;

    /** Threads of pools come and go by a handful; in a short soak the sixteen that send mails may come late. */
    private static final int THREAD_GROWTH = LONG.isZero() ? PEOPLE + 5 : 5;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<Faults> FAULTS = List.of(
            new Faults(0, 500, 0, Mode.OK), new Faults(2000, 0, 0, Mode.OK), new Faults(0, 429, 20429, Mode.OK));

    private final Inbox inbox = SharedInbox.get();
    private final Map<String, Integer> ends = new ConcurrentHashMap<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();

    @AfterEach
    void vendorRecovers() {
        inbox.faults(Faults.NONE);
    }

    @Test
    void twentyAtOnceLeaveNothingBehindButTheirRows() throws IOException {
        try (SoakServer server = new SoakServer(LONG.isZero())) {
            TestRealm realm = TestRealm.createOn(server.url(), SoakIT::forgetWhatIsLeftHalfDone);
            relaxLimits(realm);
            List<SoakPerson> people = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> new SoakPerson(server, realm, i, ends, troubles))
                    .toList();

            signIn(server, realm, people, THIRD);
            Footprint early = atRest(server, realm);
            signIn(server, realm, people, THIRD.multipliedBy(2));
            Footprint late = atRest(server, realm);
            Files.writeString(Path.of("target/soak.txt"), ends + "\nearly " + early + "\nlate  " + late + "\n");

            assertThat(troubles).isEmpty();
            assertThat(server.errors()).isEmpty();
            assertThat(ends.get("signed in")).isGreaterThan(PEOPLE);
            assertThatLedgerEqualsFakes(server, realm, people);
            assertThat(late.heapBytes()).isLessThan((long) (HEAP_GROWTH * early.heapBytes()));
            assertThat(threads(late)).isLessThanOrEqualTo(threads(early) + THREAD_GROWTH);
            assertThat(early.busy()).isZero();
            assertThat(late.busy()).isZero();
            assertThat(late.connections()).isLessThanOrEqualTo(SoakServer.CONNECTIONS);
        }
    }

    // In a short soak the pools for requests still grow; in a long one nothing may.
    private static int threads(Footprint server) {
        return LONG.isZero() ? server.threads() - server.pooled() : server.threads();
    }

    // Keycloak keeps a sign-in that nobody finishes for half an hour: the whole soak, which leaves hundreds.
    private static void forgetWhatIsLeftHalfDone(ObjectNode realm) {
        int seconds = (int) PATIENCE.toSeconds();
        realm.put("accessCodeLifespanLogin", seconds).put("accessCodeLifespanUserAction", seconds);
    }

    // All limits that people who sign in every few seconds would reach.
    private static void relaxLimits(TestRealm realm) {
        realm.policy("sends-per-number-10-minutes", "100");
        realm.policy("sends-per-number-day", "1000");
        realm.policy("sends-per-user-hour", "30");
        realm.policy("unverified-per-prefix-day", "0");
        realm.policy("wrong-per-day", "27");
    }

    private void signIn(SoakServer server, TestRealm realm, List<SoakPerson> people, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        CompletableFuture<Void> vendor = CompletableFuture.runAsync(() -> {
            awaitFirstText(server, realm, end);
            disturb(end);
        });
        Parallel.run(PEOPLE, time.plus(PATIENCE), i -> {
            do {
                people.get(i).signInOnce();
            } while (System.nanoTime() < end);
            return i;
        });
        vendor.join();
    }

    // A server that has just started takes seconds for its first; refused then, the circuit might never close again.
    private static void awaitFirstText(SoakServer server, TestRealm realm, long end) {
        while (System.nanoTime() < end && rows(server, realm, "channel = 'SMS' and state = 'SENT'") == 0) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    // Two seconds of each fault in turn; after refusals the circuit stays open for ten.
    private void disturb(long end) {
        int next = 0;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(Duration.ofSeconds(3).toNanos(), end - System.nanoTime()));
            inbox.faults(FAULTS.get(next++ % FAULTS.size()));
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            inbox.faults(Faults.NONE);
        }
    }

    private static Footprint atRest(SoakServer server, TestRealm realm) {
        Waiting.until(PATIENCE, () -> rows(server, realm, "state = 'SENDING'") == 0);
        return server.footprint();
    }

    private void assertThatLedgerEqualsFakes(SoakServer server, TestRealm realm, List<SoakPerson> people) {
        people.forEach(SoakPerson::retire);
        long texts = people.stream().mapToLong(SoakPerson::textsReceived).sum();
        long mails = people.stream().mapToLong(SoakPerson::mailsReceived).sum();
        // What our client gave up after its five seconds may have come all the same: the ledger calls it failed.
        long sent = rows(server, realm, "channel = 'SMS' and state = 'SENT'");
        assertThat(sent).isPositive();
        assertThat(texts).isBetween(sent, sent + attempts(server, realm, " and a.reason = 'timeout'"));
        assertThat(rows(server, realm, "channel = 'EMAIL' and state = 'SENT'"))
                .isEqualTo(mails)
                .isPositive();
        assertThat(rows(server, realm, "state not in ('SENT', 'FAILED')")).isZero();
        assertThat(attempts(server, realm, ""))
                .isEqualTo(people.stream().mapToLong(SoakPerson::textsAttempted).sum());
    }

    private static long attempts(SoakServer server, TestRealm realm, String which) {
        return server.count(
                "select count(*) from two_factor_attempt a join two_factor_ledger l on l.id = a.delivery_id"
                        + " where l.channel = 'SMS' and l.realm_id = (select id from realm where name = ?)" + which,
                realm.name());
    }

    private static long rows(SoakServer server, TestRealm realm, String which) {
        return server.count(
                "select count(*) from two_factor_ledger where " + which
                        + " and realm_id = (select id from realm where name = ?)",
                realm.name());
    }
}
