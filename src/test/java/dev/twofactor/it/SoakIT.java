package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.inbox.Faults;
import dev.twofactor.inbox.Faults.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Twenty people sign in at once, again and again, by all methods, with wrong codes, reloads and a vendor that fails now and then:
 * three quarters of a minute, or {@code -Dsoak.minutes=30}.
 */
@Order(Integer.MAX_VALUE - 60)
class SoakIT {

    private static final int PEOPLE = 20;
    private static final Duration LONG = Duration.ofMinutes(Integer.getInteger("soak.minutes", 0));
    private static final Duration TIME = LONG.isZero() ? Duration.ofSeconds(45) : LONG;
    /** Caches of a young server still fill; after a third of the time they have. */
    private static final double GROWTH = LONG.isZero() ? 1.25 : 1.05;

    private static final Faults DOWN = new Faults(0, 500, 0, Mode.OK);

    private final TestKeycloak keycloak = TestKeycloak.shared();
    private final TestRealm realm = TestRealm.create();
    private final Map<String, Integer> ends = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();

    @AfterEach
    void vendorRecovers() {
        keycloak.inbox().faults(Faults.NONE);
    }

    @Test
    void twentyAtOnceLeaveNothingBehindButTheirRows() {
        relaxLimits();
        int requests = keycloak.inbox().requestCount();
        long errors = errorsInLog();
        long end = System.nanoTime() + TIME.toNanos();
        CompletableFuture<List<SoakPerson>> soak = CompletableFuture.supplyAsync(
                () -> Parallel.run(PEOPLE, Duration.ofSeconds(120).plus(TIME), i -> {
                    SoakPerson person = new SoakPerson(realm, i, ends, troubles);
                    while (System.nanoTime() < end) {
                        person.signInOnce();
                    }
                    return person;
                }));
        disturb(TIME.dividedBy(3));
        Footprint early = Footprint.now(keycloak);
        disturb(TIME.multipliedBy(2).dividedBy(3));
        List<SoakPerson> people = soak.join();
        keycloak.inbox().faults(Faults.NONE);
        Waiting.until(() -> rows("state = 'SENDING'") == 0);
        Footprint late = Footprint.now(keycloak);
        System.out.println("Soak: " + ends + ", early " + early + ", late " + late);

        assertThat(troubles).isEmpty();
        assertThat(errorsInLog()).isEqualTo(errors);
        assertThat(ends.get("signed in")).isGreaterThan(PEOPLE);
        assertLedgerEqualsFakes(people, requests);
        assertThat(late.heapBytes()).isLessThan((long) (GROWTH * early.heapBytes()));
        assertThat(late.threads()).isLessThanOrEqualTo(early.threads() + 5);
        assertThat(late.connections()).isLessThanOrEqualTo(10);
    }

    private void relaxLimits() {
        realm.policy("sends-per-number-10-minutes", "100");
        realm.policy("sends-per-number-day", "1000");
        realm.policy("sends-per-user-hour", "30");
        realm.policy("unverified-per-prefix-day", "0");
        realm.policy("wrong-per-day", "27");
        realm.policy("wrong-per-address-hour", "0");
    }

    // The vendor is down for half a second in every fifteen; its circuit stays open for ten then.
    private void disturb(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(Duration.ofSeconds(12).toNanos(), end - System.nanoTime()));
            keycloak.inbox().faults(DOWN);
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            keycloak.inbox().faults(Faults.NONE);
        }
    }

    private void assertLedgerEqualsFakes(List<SoakPerson> people, int requestsBefore) {
        long texts = people.stream().mapToLong(SoakPerson::textsReceived).sum();
        long mails = people.stream().mapToLong(SoakPerson::mailsReceived).sum();
        assertThat(rows("channel = 'SMS' and state = 'SENT'")).isEqualTo(texts).isPositive();
        assertThat(rows("channel = 'EMAIL' and state = 'SENT'"))
                .isEqualTo(mails)
                .isPositive();
        assertThat(rows("state not in ('SENT', 'FAILED')")).isZero();
        assertThat(Rows.ofRealm(
                        "select count(*) from two_factor_attempt a join two_factor_ledger l on l.id = a.delivery_id"
                                + " where l.channel = 'SMS' and l.realm_id = (select id from realm where name = ?)",
                        realm.name()))
                .isEqualTo(keycloak.inbox().requestCount() - requestsBefore);
    }

    private long rows(String which) {
        return Rows.ofRealm(
                "select count(*) from two_factor_ledger where " + which
                        + " and realm_id = (select id from realm where name = ?)",
                realm.name());
    }

    private long errorsInLog() {
        return keycloak.lines(" ERROR [");
    }
}
