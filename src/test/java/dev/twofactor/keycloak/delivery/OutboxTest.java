package dev.twofactor.keycloak.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.DeliveryWatch;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.keycloak.store.Ledger;
import dev.twofactor.keycloak.store.Transactions;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransaction;
import org.keycloak.models.KeycloakTransactionManager;

/** What becomes of a message when its request ends. */
class OutboxTest {

    /** Which threads wrote into it; it holds no rows. */
    private static final class Writers implements Transactions {

        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private RuntimeException trouble;

        @Override
        public <T> T run(Function<EntityManager, T> work) {
            threads.add(Thread.currentThread());
            if (trouble != null) {
                throw trouble;
            }
            return null;
        }
    }

    /** What was told of messages, in words. */
    private static final class Told implements DeliveryWatch {

        private final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void settled(Channel channel, Attempts attempts, Duration since) {
            messages.add(channel.key() + " " + attempts.result().reason() + " " + since.isNegative());
        }

        @Override
        public void noticeSettled(Channel channel, Attempts attempts) {
            messages.add("notice " + channel.key() + " " + attempts.result().reason());
        }

        @Override
        public void reported(Channel channel, String service, DeliveryState told, Duration since) {
            throw new AssertionError("vendors tell others");
        }
    }

    private final Told watch = new Told();
    private final Writers waiting = new Writers();
    private final Writers atOnce = new Writers();
    private final SenderPool pool = new SenderPool(1, 1);
    private final Outbox outbox = new Outbox(
            Channel.SMS,
            pool,
            new Ledger(waiting, Clock.systemUTC()),
            new Ledger(atOnce, Clock.systemUTC()),
            Clock.systemUTC(),
            watch,
            (session, channel, dispatch) -> dispatch);
    private final CountDownLatch sending = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> sent = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        release.countDown();
        pool.close();
    }

    private Attempts slowly(String delivery) {
        sending.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sent.add(delivery);
        return new Attempts(List.of(), SendResult.accepted(delivery));
    }

    /** A request that asked for a message and is about to end. */
    private KeycloakTransaction request(String delivery) {
        return request(session -> outbox.afterCommit(session, delivery, (id, until) -> slowly(id)));
    }

    private KeycloakTransaction notice() {
        return request(session -> outbox.noticeAfterCommit(session, (id, until) -> slowly("notice")));
    }

    private static KeycloakTransaction request(Consumer<KeycloakSession> asking) {
        KeycloakTransaction[] enlisted = new KeycloakTransaction[1];
        var manager = answering(KeycloakTransactionManager.class, arguments -> {
            enlisted[0] = (KeycloakTransaction) arguments[0];
            return null;
        });
        asking.accept(answering(KeycloakSession.class, arguments -> manager));
        enlisted[0].begin();
        return enlisted[0];
    }

    private static <T> T answering(Class<T> type, Function<Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.apply(arguments)));
    }

    private void fill() throws InterruptedException {
        request("under way").commit();
        sending.await();
        request("queued").commit();
    }

    @Test
    void withAFullQueueTheRequestSaysSoItselfAndWaitsForNoTurnOfASender() throws InterruptedException {
        fill();

        request("too many").commit();

        assertThat(atOnce.threads).containsExactly(Thread.currentThread());
        assertThat(waiting.threads).isEmpty();
        release.countDown();
        pool.close();
        assertThat(sent).containsExactly("under way", "queued");
        assertThat(watch.messages).containsExactly("sms no-room false", "sms accepted false", "sms accepted false");
    }

    @Test
    void aLedgerThatIsBusyOrAwayIsNoTroubleOfTheRequest() throws InterruptedException {
        fill();
        atOnce.trouble = new IllegalStateException("busy");

        request("too many").commit();

        assertThat(atOnce.threads).hasSize(1);
    }

    @Test
    void sendersWaitForTheirTurnInTheLedger() throws InterruptedException {
        fill();
        release.countDown();
        pool.close();

        assertThat(atOnce.threads).isEmpty();
        assertThat(waiting.threads).hasSize(2).doesNotContain(Thread.currentThread());
    }

    @Test
    void aRequestThatFailsSendsNothing() {
        release.countDown();
        request("never").rollback();
        pool.close();

        assertThat(sent).isEmpty();
        assertThat(waiting.threads).hasSize(1);
        assertThat(watch.messages).containsExactly("sms request-failed false");
    }

    @Test
    void aNoticeIsNoMessageWithACodeAndTheLedgerKnowsNothingOfIt() {
        release.countDown();
        notice().rollback();
        notice().commit();
        pool.close();

        assertThat(sent).containsExactly("notice");
        assertThat(watch.messages).containsExactly("notice sms accepted");
        assertThat(waiting.threads).isEmpty();
    }

    @Test
    void aNoticeWithoutRoomHoldsNobodyUp() throws InterruptedException {
        fill();

        notice().commit();

        assertThat(watch.messages).isEmpty();
        assertThat(atOnce.threads).isEmpty();
    }
}
