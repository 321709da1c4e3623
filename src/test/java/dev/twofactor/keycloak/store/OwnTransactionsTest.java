package dev.twofactor.keycloak.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSessionFactory;

class OwnTransactionsTest {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    // A database that answers only when told, and then with an error.
    private final KeycloakSessionFactory slow = (KeycloakSessionFactory) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {KeycloakSessionFactory.class}, (proxy, method, arguments) -> {
                inside.countDown();
                release.await();
                throw new IllegalStateException("no database");
            });

    @Test
    void whoMayNotWaitIsTurnedAwayWhileAnotherHoldsTheTurn() throws InterruptedException {
        OwnTransactions patient = new OwnTransactions(slow, 1, Duration.ofMinutes(1));
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> patient.run(em -> null));
        inside.await();
        long start = System.nanoTime();

        OwnTransactions brief = patient.within(Duration.ofMillis(50));
        assertThatThrownBy(() -> brief.run(em -> null)).isInstanceOf(StoreBusyException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        release.countDown();
        assertThatThrownBy(holder::join).hasRootCauseMessage("no database");
        // The turn came back with the error.
        assertThatThrownBy(() -> brief.run(em -> null)).hasMessage("no database");
    }
}
