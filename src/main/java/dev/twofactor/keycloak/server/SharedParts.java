package dev.twofactor.keycloak.server;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Relay;
import dev.twofactor.domain.otp.CodeStore;
import dev.twofactor.gateway.breaker.Breakers;
import dev.twofactor.gateway.transport.AddressRule;
import dev.twofactor.gateway.transport.HttpLimits;
import dev.twofactor.gateway.transport.VendorHttpClient;
import dev.twofactor.keycloak.delivery.Outbox;
import dev.twofactor.keycloak.delivery.SenderPool;
import dev.twofactor.keycloak.delivery.TimedThreads;
import dev.twofactor.keycloak.metrics.Meters;
import dev.twofactor.keycloak.store.DestinationClaims;
import dev.twofactor.keycloak.store.JpaCodeStore;
import dev.twofactor.keycloak.store.Ledger;
import dev.twofactor.keycloak.store.LostRows;
import dev.twofactor.keycloak.store.OwnTransactions;
import dev.twofactor.keycloak.store.Transactions;
import dev.twofactor.keycloak.store.Turns;
import dev.twofactor.keycloak.tracing.Spans;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSessionFactory;

/** What all sessions of a server share. */
record SharedParts(
        ServerOptions options,
        ServerDefaults defaults,
        RealmPolicies policies,
        Clock clock,
        SecureRandom random,
        Turns requests,
        CodeStore codeStore,
        DestinationClaims claims,
        LostRows lostRows,
        Map<Channel, Outbox> outboxes,
        List<SenderPool> senders,
        TimedThreads mailThreads,
        TimedThreads textThreads,
        Relay relay,
        Breakers breakers,
        VendorHttpClient vendors,
        Meters meters) {

    /** A request that gets no turn within this time answers "please try again" instead of waiting on. */
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(2);
    /** Nobody waits for a ledger entry, and losing one would show a sent message as failed. */
    private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(10);

    /** A request whose message found no room does not wait to say so: there are many of them then. */
    private static final Duration NO_ROOM_PATIENCE = Duration.ofMillis(200);

    /** Two of them at once take turns. */
    private static final Duration UPKEEP_PATIENCE = Duration.ofMinutes(1);

    private static final int LEDGER_TRANSACTIONS = 2;
    /** Shorter than what makes the page call a message lost. */
    private static final Duration MAIL_PATIENCE = Duration.ofSeconds(10);
    /** A mail server or a service of others that hangs holds a place for longer than a sender waits. */
    private static final int PLACES_PER_SENDER = 4;

    /** Lets the senders finish what is under way, then ends all threads. */
    void close() {
        senders.forEach(SenderPool::close);
        mailThreads.close();
        textThreads.close();
        vendors.close();
    }

    static SharedParts of(KeycloakSessionFactory sessions, ServerOptions options, ServerDefaults defaults) {
        Clock clock = new KeycloakClock();
        Meters meters = Meters.ofServer();
        FindingCounter.prepare();
        OwnTransactions entries = new OwnTransactions(sessions, LEDGER_TRANSACTIONS, LEDGER_PATIENCE);
        Ledger ledger = new Ledger(entries, clock);
        Ledger atOnce = new Ledger(entries.within(NO_ROOM_PATIENCE), clock);
        // A channel whose vendor is slow must not hold up the other.
        SenderPool texts = new SenderPool(options.senders(), options.queue());
        SenderPool mails = new SenderPool(options.senders(), options.queue());
        meters.watch(Channel.SMS, texts, options.queue());
        meters.watch(Channel.EMAIL, mails, options.queue());
        Transactions transactions =
                meters.counted(new OwnTransactions(sessions, options.maxTransactions(), REQUEST_PATIENCE));
        int places = options.senders() * PLACES_PER_SENDER;
        TimedThreads mailThreads = new TimedThreads(Channel.EMAIL, places, MAIL_PATIENCE);
        TimedThreads textThreads = new TimedThreads(Channel.SMS, places, MAIL_PATIENCE);
        return new SharedParts(
                options,
                defaults,
                new RealmPolicies(defaults.policy()),
                clock,
                new SecureRandom(),
                new Turns(options.maxTransactions(), REQUEST_PATIENCE),
                new JpaCodeStore(transactions),
                new DestinationClaims(transactions, clock),
                new LostRows(new OwnTransactions(sessions, 1, UPKEEP_PATIENCE), clock),
                Map.of(
                        Channel.SMS,
                                new Outbox(Channel.SMS, texts, ledger, atOnce, clock, meters.messages(), Spans::send),
                        Channel.EMAIL,
                                new Outbox(
                                        Channel.EMAIL, mails, ledger, atOnce, clock, meters.messages(), Spans::send)),
                List.of(texts, mails),
                mailThreads,
                textThreads,
                new Relay(clock, textThreads),
                new Breakers(clock),
                new VendorHttpClient(HttpLimits.DEFAULT, new AddressRule(options.allowPrivateAddresses())),
                meters);
    }
}
