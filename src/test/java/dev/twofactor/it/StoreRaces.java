package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.device.Trust;
import dev.twofactor.domain.device.TrustToken;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.OneKey;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TestLimits;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.keycloak.store.Devices;
import dev.twofactor.keycloak.store.JpaCodeStore;
import dev.twofactor.keycloak.store.OldChallenges;
import dev.twofactor.keycloak.store.OldMessages;
import dev.twofactor.keycloak.store.SpentCounts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many threads released at the store on a real database at one moment. */
abstract class StoreRaces {

    private static final int THREADS = 24;
    private static final Destination PHONE = new Destination("+14155550101", "+1 ••• ••• ••01", "US");

    private final StoreOnDatabase store = store();
    private final MovableClock clock = new MovableClock();
    private final OneKey keys = new OneKey();
    private final CodeLifeCycle codes = new CodeLifeCycle(
            new JpaCodeStore(store), keys, CodePolicy.DEFAULT, TestLimits.none(), clock, new SecureRandom());
    private final String user = UUID.randomUUID().toString();

    /** The store of the class, made once before all tests. */
    abstract StoreOnDatabase store();

    @RepeatedTest(3)
    void ofManyTabsThatOpenTheStepAtOnceExactlyOneSends() {
        List<Issued> opened = Parallel.run(THREADS, i -> codes.open(browser("one"), List.of(), true));

        assertThat(opened).filteredOn(Issued.Send.class::isInstance).hasSize(1);
        assertThat(opened).filteredOn(Issued.Stands.class::isInstance).hasSize(THREADS - 1);
    }

    @RepeatedTest(3)
    void ofManyAccountsThatSendToOneNumberAtOnceFiveDo() {
        String realm = UUID.randomUUID().toString();
        CodeLifeCycle limited = new CodeLifeCycle(
                new JpaCodeStore(store),
                keys,
                CodePolicy.DEFAULT,
                TestLimits.of(Map.of(), "192.0.2.1", finding -> {}),
                clock,
                new SecureRandom());

        List<Issued> opened = Parallel.run(
                THREADS * 2,
                i -> limited.open(
                        new Binding(realm, "user-" + i, "one", Purpose.LOGIN, Channel.SMS, PHONE), List.of(), true));

        assertThat(opened).filteredOn(Issued.Send.class::isInstance).hasSize(5);
        assertThat(opened).filteredOn(Issued.Refused.class::isInstance).hasSize(THREADS * 2 - 5);
    }

    @RepeatedTest(3)
    void ofManyRightCodesAtOnceExactlyOneWins() {
        Issued.Send sent = open("one");
        TypedCode right = TypedCode.parse(sent.code().reveal()).orElseThrow();

        List<Verdict> verdicts = Parallel.run(THREADS, i -> verify("one", sent, right));

        assertThat(Collections.frequency(verdicts, Verdict.ACCEPTED)).isEqualTo(1);
        assertThat(Collections.frequency(verdicts, Verdict.USED)).isEqualTo(THREADS - 1);
        assertThat(evaluations()).isEqualTo(1);
    }

    @RepeatedTest(3)
    void ofManyWrongCodesAtOnceFiveAreCompared() {
        Issued.Send sent = open("one");

        List<Verdict> verdicts = Parallel.run(THREADS, i -> verify("one", sent, wrong(sent, i)));

        assertThat(Collections.frequency(verdicts, Verdict.WRONG)).isEqualTo(5);
        assertThat(Collections.frequency(verdicts, Verdict.DEAD)).isEqualTo(THREADS - 5);
        assertThat(evaluations()).isEqualTo(5);
    }

    @RepeatedTest(3)
    void overManyLoginsTenWrongCodesOfOneUserAreCompared() {
        List<Issued.Send> logins = java.util.stream.IntStream.range(0, 8)
                .mapToObj(login -> open("browser-" + login))
                .toList();

        List<Verdict> verdicts = Parallel.run(
                THREADS * 2, i -> verify("browser-" + i % 8, logins.get(i % 8), wrong(logins.get(i % 8), i)));

        assertThat(Collections.frequency(verdicts, Verdict.WRONG)).isEqualTo(10);
        assertThat(evaluations()).isEqualTo(10);
    }

    @Test
    void ofManyResendsAtOnceOneSends() {
        Issued.Send sent = open("one");
        clock.move(Duration.ofSeconds(10));
        AtomicInteger more = new AtomicInteger();
        settleAll();
        clock.move(Duration.ofSeconds(20));

        Parallel.run(THREADS, i -> {
            if (codes.resend(browser("one"), Set.of(sent.status().challengeId())) instanceof Issued.Send) {
                more.incrementAndGet();
            }
            return null;
        });

        assertThat(more).hasValue(1);
    }

    @Test
    void differentUsersDoNotWaitForEachOther() {
        List<Issued> opened = Parallel.run(
                THREADS,
                i -> codes.open(
                        new Binding("shop", user + i, "one", Purpose.LOGIN, Channel.SMS, PHONE), Set.of(), true));

        assertThat(opened).allMatch(Issued.Send.class::isInstance);
    }

    @RepeatedTest(3)
    void ofManyTabsWhoseTransactionsHaveReadBeforeOneRenewsAndAllOthersSeeThatItDid() {
        SecureRandom random = new SecureRandom();
        TrustToken token = TrustToken.fresh(random);
        Trust trust = TestTrust.of(token, user, clock.instant(), clock.instant().plusSeconds(60));
        store.run(em -> {
            new Devices(em).add(trust);
            return null;
        });

        List<Boolean> renewed = Parallel.run(
                THREADS,
                i -> store.run(em -> {
                    Devices devices = new Devices(em);
                    // From here on some databases show what was there at this moment.
                    assertThat(devices.of(TestTrust.REALM, user)).hasSize(1);
                    String next = token.next(random).secretHash();
                    boolean mine = devices.renew(trust, Instant.EPOCH, next, clock.instant());
                    Trust now = devices.newestByHandle(token.handleHash()).orElseThrow();
                    assertThat(now.previous()).isEqualTo(token.secretHash());
                    return mine;
                }));

        assertThat(renewed).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @RepeatedTest(3)
    void aPurgeTakesSpentCountsAndNothingFromALoginAtTheSameMoment() {
        open("one");
        clock.move(Duration.ofDays(2));

        List<Boolean> sent = Parallel.run(
                2,
                i -> i == 0
                        ? store.run(em -> SpentCounts.remove(em, clock.instant(), 1000)) < 0
                        : codes.open(browser("another"), Set.of(), true) instanceof Issued.Send);

        assertThat(sent).containsExactly(false, true);
        assertThat(row("sentAt")).isNotNull();
        clock.move(Duration.ofDays(2));
        purge();
        assertThat(row("sentAt")).isNull();
    }

    @Test
    void aPurgeKeepsWrongCodesUntilTheyCountNoLonger() {
        Issued.Send sent = open("one");
        verify("one", sent, wrong(sent, 1));
        clock.move(Duration.ofDays(40));
        purge();
        assertThat(row("wrongAt")).isNotNull();

        Issued.Send next = open("two");
        verify("two", next, TypedCode.parse(next.code().reveal()).orElseThrow());
        clock.move(Duration.ofDays(399));
        purge();
        assertThat(row("sentAt")).as("the last use").isNotNull();
        clock.move(Duration.ofDays(2));
        purge();
        assertThat(row("sentAt")).isNull();
    }

    @Test
    void aPurgeTakesOldChallengesAndMessagesBatchByBatch() {
        for (int i = 0; i < 3; i++) {
            codes.open(new Binding("shop", user + i, "one", Purpose.LOGIN, Channel.SMS, PHONE), Set.of(), true);
        }
        clock.move(Duration.ofHours(25));
        open("fresh");
        Instant now = clock.instant();

        assertThat(store.<Integer>run(em -> OldChallenges.remove(em, now, 2))).isEqualTo(2);
        assertThat(store.<Integer>run(em -> OldMessages.remove(em, "shop", now.minus(Duration.ofDays(2)), 2)))
                .isZero();
        assertThat(store.<Integer>run(em -> OldMessages.remove(em, "elsewhere", now, 2)))
                .isZero();
        assertThat(store.<Integer>run(em -> OldMessages.remove(em, "shop", now.minus(Duration.ofHours(1)), 2)))
                .isEqualTo(2);
        for (int batch = 2; batch == 2; ) {
            batch = store.run(em -> OldChallenges.remove(em, now, 2));
        }
        assertThat(store.<Long>run(em -> em.createQuery(
                                "select count(c) from TwoFactorChallenge c where c.userId like :user", Long.class)
                        .setParameter("user", user + "%")
                        .getSingleResult()))
                .isEqualTo(1);
    }

    @Test
    void theLedgerRemembersWhoseCodeWasEnteredWhenTheChallengeGoes() {
        Issued.Send used = open("one");
        verify("one", used, TypedCode.parse(used.code().reveal()).orElseThrow());
        clock.move(Duration.ofMinutes(10));
        open("two");
        clock.move(Duration.ofHours(25));
        for (int batch = 10; batch == 10; ) {
            batch = store.run(em -> OldChallenges.remove(em, clock.instant(), 10));
        }

        assertThat(store.<List<String>>run(em -> em.createQuery(
                                "select l.challengeId from TwoFactorLedger l where l.userId = :user and l.verified = true",
                                String.class)
                        .setParameter("user", user)
                        .getResultList()))
                .hasSize(1);
    }

    private void purge() {
        for (int batch = 10; batch == 10; ) {
            batch = store.run(em -> SpentCounts.remove(em, clock.instant(), 10));
        }
    }

    private String row(String column) {
        return store.run(em -> em.createQuery(
                        "select u." + column + " from TwoFactorUser u where u.userId = :user", String.class)
                .setParameter("user", user)
                .getResultStream()
                .findFirst()
                .orElse(null));
    }

    private Issued.Send open(String browser) {
        return (Issued.Send) codes.open(browser(browser), Set.of(), true);
    }

    private Verdict verify(String browser, Issued.Send sent, TypedCode typed) {
        return codes.verify(browser(browser), Set.of(sent.status().challengeId()), typed)
                .verdict();
    }

    private Binding browser(String name) {
        return new Binding("shop", user, name, Purpose.LOGIN, Channel.SMS, PHONE);
    }

    private static TypedCode wrong(Issued.Send sent, int i) {
        int right = Integer.parseInt(sent.code().reveal());
        return TypedCode.parse(String.format("%06d", (right + 1 + i) % 1_000_000))
                .orElseThrow();
    }

    private long evaluations() {
        return store.run(
                em -> em.createQuery("select u.evaluations from TwoFactorUser u where u.userId = :user", Long.class)
                        .setParameter("user", user)
                        .getSingleResult());
    }

    private void settleAll() {
        store.run(em -> em.createQuery("update TwoFactorLedger l set l.state = SENT where l.userId = :user")
                .setParameter("user", user)
                .executeUpdate());
    }
}
