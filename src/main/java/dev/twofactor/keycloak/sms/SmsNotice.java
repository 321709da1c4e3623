package dev.twofactor.keycloak.sms;

import dev.twofactor.keycloak.delivery.Dispatch;
import dev.twofactor.keycloak.delivery.OneLine;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.Optional;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** A text message that tells a phone that it gets no more codes. */
public final class SmsNotice {

    private static final int LONGEST_COMPANY = 40;

    private SmsNotice() {}

    /**
     * Ready to be sent without a session.
     *
     * @param number as it was stored; empty comes back when it is none
     * @param forms looks up texts in the user's language
     */
    public static Optional<Dispatch> removed(
            KeycloakSession session, RealmModel realm, String number, String company, LoginFormsProvider forms) {
        String text = forms.getMessage("twoFactorNoticeSms", OneLine.of(company, LONGEST_COMPANY));
        return PhoneNumbers.destination(number)
                .map(destination -> new SmsDispatch(
                        session.getKeycloakSessionFactory(),
                        TwoFactor.of(session).relay(),
                        realm.getId(),
                        destination,
                        text,
                        1));
    }
}
