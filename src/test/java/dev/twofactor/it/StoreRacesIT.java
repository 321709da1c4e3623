package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeKey;
import dev.twofactor.domain.otp.CodeKeys;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TestLimits;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.keycloak.store.JpaCodeStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many threads released at the store on a real PostgreSQL at one moment. */
class StoreRacesIT {

    private static final int THREADS = 24;
    private static final Destination PHONE = new Destination("+14155550101", "+1 ••• ••• ••01", "US");
    private static PostgresServer server;
    private static StoreOnPostgres store;

    private final MovableClock clock = new MovableClock();
    private final OneKey keys = new OneKey();
    private final CodeLifeCycle codes = new CodeLifeCycle(
            new JpaCodeStore(store), keys, CodePolicy.DEFAULT, TestLimits.none(), clock, new SecureRandom());
    private final String user = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        store = StoreOnPostgres.create(server, "races");
    }

    @AfterAll
    static void stop() {
        store.close();
        server.stop();
    }

    @RepeatedTest(3)
    void ofManyTabsThatOpenTheStepAtOnceExactlyOneSends() {
        List<Issued> opened = Parallel.run(THREADS, i -> codes.open(browser("one"), List.of(), true));

        assertThat(opened).filteredOn(Issued.Send.class::isInstance).hasSize(1);
        assertThat(opened).filteredOn(Issued.Stands.class::isInstance).hasSize(THREADS - 1);
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
        clock.move(java.time.Duration.ofSeconds(10));
        AtomicInteger more = new AtomicInteger();
        settleAll();
        clock.move(java.time.Duration.ofSeconds(20));

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

    private static final class OneKey implements CodeKeys {

        private final CodeKey key = CodeKey.derive("key", "a secret of the realm".getBytes(StandardCharsets.US_ASCII));

        @Override
        public CodeKey active() {
            return key;
        }

        @Override
        public Optional<CodeKey> byId(String id) {
            return Optional.of(key);
        }
    }
}
