package dev.twofactor.keycloak.sms;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.delivery.Dispatch;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Sends one text by the realm's services: the first takes it, or is down and the next is asked. */
final class SmsDispatch implements Dispatch {

    private static final Logger LOG = Logger.getLogger(SmsDispatch.class);

    private final KeycloakSessionFactory sessions;
    private final String realmId;
    private final SmsMessage message;
    private final String country;

    /** @param country of the number; null for one of no country, which only services without a list carry */
    SmsDispatch(KeycloakSessionFactory sessions, String realmId, SmsMessage message, String country) {
        this.sessions = sessions;
        this.realmId = realmId;
        this.message = message;
        this.country = country;
    }

    @Override
    public Outcome send() {
        List<RealmSmsServices.Named> services;
        try {
            services = services();
        } catch (SettingException e) {
            LOG.errorf("A text message service of realm %s cannot be used: %s", realmId, e.getMessage());
            return failed("misconfigured");
        }
        Outcome outcome = failed("no-service");
        for (RealmSmsServices.Named named : services) {
            outcome = new Outcome(named.componentId(), named.service().send(message));
            if (!isWorthAnother(outcome.result())) {
                return outcome;
            }
        }
        return outcome;
    }

    // The session ends before the vendor is called: no transaction or connection waits for a vendor.
    private List<RealmSmsServices.Named> services() {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return List.of();
            }
            session.getContext().setRealm(realm);
            return RealmSmsServices.of(session, realm, country);
        });
    }

    private static boolean isWorthAnother(SendResult result) {
        return switch (result.outcome()) {
            case ACCEPTED, NUMBER_REFUSED, OPTED_OUT -> false;
            case CREDENTIALS_WRONG, THROTTLED, UNAVAILABLE -> true;
        };
    }

    private static Outcome failed(String reason) {
        return new Outcome(null, SendResult.failed(SendResult.Outcome.UNAVAILABLE, reason));
    }
}
