package dev.twofactor.keycloak.server;

import dev.twofactor.domain.otp.CodeStore;
import dev.twofactor.keycloak.delivery.Outbox;
import dev.twofactor.keycloak.delivery.SenderPool;
import dev.twofactor.keycloak.store.JpaCodeStore;
import dev.twofactor.keycloak.store.Ledger;
import dev.twofactor.keycloak.store.OwnTransactions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.keycloak.models.KeycloakSessionFactory;

/** What all sessions of a server share. */
record SharedParts(
        ServerOptions options,
        ServerDefaults defaults,
        Clock clock,
        SecureRandom random,
        SenderPool pool,
        CodeStore codeStore,
        Outbox outbox) {

    /** A request that gets no turn within this time answers "please try again" instead of waiting on. */
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(2);
    /** Nobody waits for a ledger entry, and losing one would show a sent message as failed. */
    private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(10);

    private static final int LEDGER_TRANSACTIONS = 2;

    static SharedParts of(KeycloakSessionFactory sessions, ServerOptions options, ServerDefaults defaults) {
        Clock clock = new KeycloakClock();
        SenderPool pool = new SenderPool(options.senders(), options.queue());
        Ledger ledger = new Ledger(new OwnTransactions(sessions, LEDGER_TRANSACTIONS, LEDGER_PATIENCE), clock);
        return new SharedParts(
                options,
                defaults,
                clock,
                new SecureRandom(),
                pool,
                new JpaCodeStore(new OwnTransactions(sessions, options.maxTransactions(), REQUEST_PATIENCE)),
                new Outbox(pool, ledger));
    }
}
