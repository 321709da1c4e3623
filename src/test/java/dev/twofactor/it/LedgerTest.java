package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Attempt;
import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.Challenge;
import dev.twofactor.domain.otp.Nonce;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.keycloak.store.Arrivals;
import dev.twofactor.keycloak.store.JpaCodeStore;
import dev.twofactor.keycloak.store.Ledger;
import dev.twofactor.keycloak.store.SentMessages;
import dev.twofactor.keycloak.store.Usage;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The ledger in a database that the change log has made. */
class LedgerTest {

    private static final Binding ANNA = new Binding(
            "shop", "anna", "browser", Purpose.LOGIN, Channel.SMS, new Destination("+14155550101", "•••01", "US"));

    private static final SendResult ACCEPTED = SendResult.accepted("v");
    private static final String LONG = "v-" + "x".repeat(400);

    private final MovableClock clock = new MovableClock();
    private final StoreOnDatabase tables =
            new StoreOnDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "", 4);
    private final Ledger ledger = new Ledger(tables, clock);
    private final String id = UUID.randomUUID().toString();

    LedgerTest() {
        Challenge challenge = new Challenge(
                "challenge",
                ANNA.fingerprint(),
                "key",
                Nonce.ofHex("ab".repeat(32)),
                6,
                clock.instant(),
                clock.instant().plusSeconds(300),
                0,
                false,
                1,
                clock.instant(),
                null);
        new JpaCodeStore(tables).exclusively("shop", "anna", records -> {
            records.add(challenge);
            records.handOver(ANNA, challenge, Delivery.handedOver(id, clock.instant()));
            return id;
        });
    }

    @AfterEach
    void close() {
        tables.close();
    }

    private Attempt attempt(String service, SendResult result, String price) {
        return new Attempt(service, result, "US", 2, new BigDecimal(price), clock.instant(), clock.instant());
    }

    private Delivery last() {
        return new JpaCodeStore(tables).exclusively("shop", "anna", records -> records.lastDelivery("challenge")
                .orElseThrow());
    }

    private Object one(String query) {
        return tables.run(em -> em.createQuery(query).getSingleResult());
    }

    private final Attempts failedOver = new Attempts(
            List.of(
                    attempt("a", SendResult.failed(Outcome.UNAVAILABLE, "timeout"), "0.1"),
                    attempt("b", SendResult.accepted("v-" + "x".repeat(400)), "0.0000015")),
            SendResult.accepted("v"));

    @Test
    void everyAttemptIsKeptAndTheMessageHasWhatCameOfIt() {
        ledger.settle(id, failedOver);

        assertThat(last().state()).isEqualTo(DeliveryState.SENT);
        assertThat(last().outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(one("select count(a) from TwoFactorAttempt a")).isEqualTo(2L);
        assertThat(one("select a.service from TwoFactorAttempt a where a.state = 'FAILED' and a.reason = 'timeout'"
                        + " and a.segments = 2 and a.country = 'US' and a.priceMicros = 100000"))
                .isEqualTo("a");
        assertThat(one("select l.priceMicros from TwoFactorLedger l where l.service = 'b'"))
                .isEqualTo(100002L);
    }

    @Test
    void theOnlyAnswerIsKeptWithAllThatItSaid() {
        clock.move(Duration.ofSeconds(2));
        ledger.settle(id, new Attempts(List.of(attempt("a", SendResult.accepted(LONG), "0.0000015")), ACCEPTED));

        assertThat(last().state()).isEqualTo(DeliveryState.SENT);
        String both = "x.state = 'SENT' and x.outcome = 'ACCEPTED' and x.reason = 'accepted' and x.service = 'a'"
                + " and x.segments = 2 and x.priceMicros = 2 and x.realmId = 'shop' and x.country = 'US'"
                + " and x.vendorId = '" + LONG.substring(0, 255) + "'";
        assertThat(one("select x.settledAt from TwoFactorLedger x where " + both))
                .isEqualTo(clock.millis());
        assertThat(one("select x.id from TwoFactorAttempt x where x.startedAt = " + clock.millis() + " and x.endedAt = "
                        + clock.millis() + " and x.deliveryId = '" + id + "' and " + both))
                .isEqualTo(id + "-1");
    }

    @Test
    void theOnlyAnswerMayBeARefusalWithoutAnythingElse() {
        Attempt refused = new Attempt(
                "a",
                SendResult.failed(Outcome.NUMBER_REFUSED, "21211"),
                null,
                1,
                BigDecimal.ZERO,
                clock.instant(),
                clock.instant());
        ledger.settle(id, new Attempts(List.of(refused), refused.result()));

        assertThat(last().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(last().outcome()).isEqualTo(Outcome.NUMBER_REFUSED);
        assertThat(one("select count(x) from TwoFactorAttempt x where x.state = 'FAILED' and x.reason = '21211'"
                        + " and x.vendorId is null and x.country is null"))
                .isEqualTo(1L);
    }

    @Test
    void theOnlyAnswerAddsToWhatIsKnownAlready() {
        early("a", DeliveryState.DELIVERED);
        ledger.settle(id, new Attempts(List.of(attempt("a", ACCEPTED, "0.1")), ACCEPTED));
        assertThat(last().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(one("select x.state from TwoFactorAttempt x")).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void anAnswerToAMessageThatWasErasedIsForgotten() {
        ledger.settle("gone", new Attempts(List.of(attempt("a", ACCEPTED, "0.1")), ACCEPTED));
        assertThat(one("select count(x) from TwoFactorAttempt x")).isEqualTo(0L);
        assertThat(last().state()).isEqualTo(DeliveryState.SENDING);
    }

    @Test
    void aMessageThatIsSettledStaysAsItIs() {
        tables.run(em -> em.createQuery("update TwoFactorLedger l set l.state = 'DELIVERED'")
                .executeUpdate());

        ledger.settle(id, failedOver);

        assertThat(last().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(one("select count(a) from TwoFactorAttempt a")).isEqualTo(2L);
    }

    @Test
    void aFailureThatWasToldBeforeTheAnswerIsKeptAndCountsOnlyForTheServiceThatHadItLast() {
        early("b", DeliveryState.FAILED);
        ledger.settle(id, failedOver);
        assertThat(last().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(one("select count(a) from TwoFactorAttempt a where a.state = 'FAILED'"))
                .isEqualTo(2L);
    }

    @Test
    void aFailureOfTheServiceBeforeChangesNothingAndItsArrivalDoes() {
        early("a", DeliveryState.FAILED);
        ledger.settle(id, failedOver);
        assertThat(last().state()).isEqualTo(DeliveryState.SENT);
        assertThat(one("select a.state from TwoFactorAttempt a where a.service = 'b'"))
                .isEqualTo(DeliveryState.SENT);
    }

    @Test
    void anEarlyArrivalByTheServiceThatSeemedToFailIsOneInTheEnd() {
        early("a", DeliveryState.DELIVERED);
        ledger.settle(id, failedOver);
        assertThat(last().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(one("select a.state from TwoFactorAttempt a where a.service = 'a'"))
                .isEqualTo(DeliveryState.DELIVERED);
    }

    private void early(String service, DeliveryState told) {
        tables.run(em -> {
            JpaConnectionProvider connection = answering(JpaConnectionProvider.class, em);
            new Arrivals(answering(KeycloakSession.class, connection), "shop")
                    .report(id, service, told, clock.instant());
            return id;
        });
    }

    @Test
    void aMessageOfAKilledServerCountsAsFailedEverywhereOnceNobodyCanAnswerForItAnyMore() {
        assertThat(listed("SENDING")).containsExactly("SENDING");
        assertThat(listed("FAILED")).isEmpty();
        assertThat(failedByDay()).isZero();
        clock.move(Delivery.LOST_AFTER);

        assertThat(listed("SENDING")).isEmpty();
        assertThat(listed("FAILED")).containsExactly("FAILED");
        assertThat(listed(null)).containsExactly("FAILED");
        assertThat(listed("SENT")).isEmpty();
        assertThat(failedByDay()).isEqualTo(1);
    }

    private List<String> listed(String state) {
        var filter =
                new SentMessages.Filter(null, state == null ? null : DeliveryState.valueOf(state), null, null, null);
        return tables.run(em -> sent(em).page(filter, 0, 10).stream()
                .map(message -> message.state().name())
                .toList());
    }

    private long failedByDay() {
        return tables.run(em -> new Usage(session(em), "shop", clock.instant())
                .since(clock.instant().minus(Duration.ofDays(1))).stream()
                        .mapToLong(Usage.Line::failed)
                        .sum());
    }

    private SentMessages sent(EntityManager em) {
        return new SentMessages(session(em), "shop", clock.instant());
    }

    private static KeycloakSession session(EntityManager em) {
        JpaConnectionProvider connection = answering(JpaConnectionProvider.class, em);
        return answering(KeycloakSession.class, connection);
    }

    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer));
    }

    @Test
    void attemptsGoWithTheirMessageAndOnesWithoutAMessageAreNotKept() {
        ledger.settle(id, failedOver);
        tables.run(em -> em.createQuery("delete from TwoFactorLedger").executeUpdate());

        ledger.settle(id, failedOver);

        assertThat(one("select count(a) from TwoFactorAttempt a")).isEqualTo(0L);
    }
}
