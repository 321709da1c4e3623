package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.Occasion;
import dev.twofactor.domain.device.TrustScope;
import dev.twofactor.keycloak.stepup.StepUp;
import java.util.Arrays;
import org.keycloak.models.Constants;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Reads what an application wants of a login, over its protocols. */
final class LoginOccasion {

    private static final String LOGIN = "login";

    private LoginOccasion() {}

    static Occasion of(AuthenticationSessionModel tab) {
        return new Occasion(
                TrustScope.of(tab.getClient().getAttribute(TrustScope.ATTRIBUTE)),
                wantsLevel(tab),
                tab.getClientNote(OIDCLoginProtocol.MAX_AGE_PARAM) != null,
                StepUp.isAsked(tab),
                wantsNewSignIn(tab));
    }

    // Level 0 is what a session cookie alone is good for.
    private static boolean wantsLevel(AuthenticationSessionModel tab) {
        String level = tab.getClientNote(Constants.REQUESTED_LEVEL_OF_AUTHENTICATION);
        return level != null && Integer.parseInt(level) > 0;
    }

    private static boolean wantsNewSignIn(AuthenticationSessionModel tab) {
        String prompt = tab.getClientNote(OIDCLoginProtocol.PROMPT_PARAM);
        boolean oidc = prompt != null && Arrays.asList(prompt.split(" ")).contains(LOGIN);
        String force = tab.getAuthNote(SamlProtocol.SAML_LOGIN_REQUEST_FORCEAUTHN);
        return oidc || SamlProtocol.SAML_FORCEAUTHN_REQUIREMENT.equals(force);
    }
}
