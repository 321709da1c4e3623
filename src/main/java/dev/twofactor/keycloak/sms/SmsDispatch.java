package dev.twofactor.keycloak.sms;

import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Carrier;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.delivery.Relay;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.delivery.Dispatch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Sends one text by the realm's services. */
final class SmsDispatch implements Dispatch {

    private static final Logger LOG = Logger.getLogger(SmsDispatch.class);

    private final KeycloakSessionFactory sessions;
    private final Relay relay;
    private final String realmId;
    private final Destination destination;
    private final String text;
    private final int number;

    /** @param number of the message in its login, from 1: where the first did not help, the next service is asked first */
    SmsDispatch(
            KeycloakSessionFactory sessions,
            Relay relay,
            String realmId,
            Destination destination,
            String text,
            int number) {
        this.sessions = sessions;
        this.relay = relay;
        this.realmId = realmId;
        this.destination = destination;
        this.text = text;
        this.number = number;
    }

    @Override
    public Attempts send(String deliveryId, Instant until) {
        List<Carrier> carriers;
        try {
            carriers = new ArrayList<>(carriers());
        } catch (SettingException e) {
            LOG.errorf("A text message service of realm %s cannot be used: %s", realmId, e.getMessage());
            return Attempts.none(SendResult.Outcome.UNAVAILABLE, "misconfigured");
        }
        Collections.rotate(carriers, 1 - number);
        SmsMessage message = new SmsMessage(destination.address(), text, deliveryId);
        return relay.send(carriers, message, destination.country(), until);
    }

    // The session ends before the vendor is called: no transaction or connection waits for a vendor.
    private List<Carrier> carriers() {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return List.of();
            }
            session.getContext().setRealm(realm);
            return RealmSmsServices.of(session, realm, destination.country());
        });
    }
}
