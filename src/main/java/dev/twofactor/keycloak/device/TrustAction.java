package dev.twofactor.keycloak.device;

import jakarta.ws.rs.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * A page with the box for logins whose second factor was proved on a page of Keycloak's own: a security key, a recovery code,
 * its form for apps. It trusts nothing but what this login has really shown, however somebody comes to it.
 */
final class TrustAction implements RequiredActionProvider {

    private static final String TEMPLATE = "two-factor-trust.ftl";
    private static final String ASKED = "two-factor.trust-asked";

    private static final Set<String> WITHOUT_BOX =
            Set.of("webauthn-authenticator", "auth-recovery-authn-code-form", "auth-otp-form");

    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        AuthenticationSessionModel tab = context.getAuthenticationSession();
        if (tab.getAuthNote(ASKED) == null
                && isEarned(context.getRealm(), tab)
                && trust(context).daysOffered() > 0) {
            tab.setAuthNote(ASKED, "true");
            tab.addRequiredAction(TrustActionFactory.PROVIDER_ID);
        }
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        int days = trust(context).daysOffered();
        if (days == 0 || !isEarned(context.getRealm(), context.getAuthenticationSession())) {
            context.success();
            return;
        }
        context.challenge(context.form()
                .setAttribute("twoFactor", Map.of("trustDays", days))
                .createForm(TEMPLATE));
    }

    /** Keycloak also calls this for GET and HEAD with a valid session code: these show the page again. */
    @Override
    public void processAction(RequiredActionContext context) {
        if (!HttpMethod.POST.equals(context.getHttpRequest().getHttpMethod())) {
            requiredActionChallenge(context);
            return;
        }
        List<String> ticked =
                context.getHttpRequest().getDecodedFormParameters().get("trustDevice");
        if (List.of("on").equals(ticked) && isEarned(context.getRealm(), context.getAuthenticationSession())) {
            trust(context).give(context.form().getMessage("twoFactorTrustUnknown"));
        }
        context.success();
    }

    private static BrowserTrust trust(RequiredActionContext context) {
        return new BrowserTrust(
                context.getSession(), context.getRealm(), context.getUser(), context.getAuthenticationSession());
    }

    // The check for trust ran before the second factor: what succeeded since then belongs to this login.
    private static boolean isEarned(RealmModel realm, AuthenticationSessionModel tab) {
        String checked = tab.getAuthNote(TrustClaim.CHECKED);
        return checked != null
                && AuthenticatorUtils.parseCompletedExecutions(
                                tab.getUserSessionNotes().get(Constants.AUTHENTICATORS_COMPLETED))
                        .entrySet()
                        .stream()
                        .filter(step -> step.getValue() >= Long.parseLong(checked))
                        .map(step -> realm.getAuthenticationExecutionById(step.getKey()))
                        .anyMatch(TrustAction::isWithoutBox);
    }

    private static boolean isWithoutBox(AuthenticationExecutionModel step) {
        return step != null && step.getAuthenticator() != null && WITHOUT_BOX.contains(step.getAuthenticator());
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
