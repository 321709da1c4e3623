package dev.twofactor.keycloak.email;

import dev.twofactor.domain.delivery.Attempt;
import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.keycloak.delivery.Dispatch;
import dev.twofactor.keycloak.delivery.TimedThreads;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Sends one mail by the server's own mail provider, with the realm's mail settings as they are now. */
final class EmailDispatch implements Dispatch {

    private static final String SERVICE = "smtp";

    private final KeycloakSessionFactory sessions;
    private final TimedThreads threads;
    private final Clock clock;
    private final String realmId;
    private final String address;
    private final CodeMail.Written mail;

    EmailDispatch(
            KeycloakSessionFactory sessions,
            TimedThreads threads,
            Clock clock,
            String realmId,
            String address,
            CodeMail.Written mail) {
        this.sessions = sessions;
        this.threads = threads;
        this.clock = clock;
        this.realmId = realmId;
        this.address = address;
        this.mail = mail;
    }

    @Override
    public Attempts send(String deliveryId, Instant until) {
        Instant start = clock.instant();
        SendResult result = EmailAddresses.isSendable(address)
                ? threads.run(this::inSession)
                : SendResult.failed(SendResult.Outcome.NUMBER_REFUSED, "address");
        Attempt attempt = new Attempt(SERVICE, result, null, 0, BigDecimal.ZERO, start, clock.instant());
        return new Attempts(List.of(attempt), result);
    }

    // Keycloak's sender needs a session for vault, truststore and OAuth2. The realm is brought into the cache first and
    // comes out of it then, so that no database connection waits for a mail server.
    private SendResult inSession() {
        KeycloakModelUtils.runJobInTransaction(
                sessions, session -> session.realms().getRealm(realmId));
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return SendResult.failed(SendResult.Outcome.UNAVAILABLE, "realm-gone");
            }
            session.getContext().setRealm(realm);
            return submit(session, MailSettings.of(realm.getSmtpConfig()));
        });
    }

    private SendResult submit(KeycloakSession session, Map<String, String> settings) {
        EmailSenderProvider sender = session.getProvider(EmailSenderProvider.class);
        try {
            sender.validate(settings);
        } catch (EmailException e) {
            return SendResult.failed(SendResult.Outcome.CREDENTIALS_WRONG, "sender");
        }
        try {
            sender.send(settings, address, mail.subject(), mail.text(), mail.html());
            return SendResult.accepted(null);
        } catch (EmailException e) {
            return MailFault.of(e);
        }
    }
}
