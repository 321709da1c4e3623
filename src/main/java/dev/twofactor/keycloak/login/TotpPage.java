package dev.twofactor.keycloak.login;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.utils.FormMessage;

/** The page that takes an authenticator app's code. */
final class TotpPage {

    private static final String TEMPLATE = "two-factor-totp.ftl";

    private final AuthenticationFlowContext context;
    private final UserApps apps;
    private final String selected;

    /** @param selected credential id of the app that is picked */
    TotpPage(AuthenticationFlowContext context, UserApps apps, String selected) {
        this.context = context;
        this.apps = apps;
        this.selected = selected;
    }

    void show() {
        challenge(form());
    }

    void showRejected() {
        challenge(form().addError(new FormMessage(PostedForm.CODE, "twoFactorAppCodeRejected")));
    }

    /** @param words key of the message for a verdict */
    void showRefused(String words) {
        challenge(form().addError(new FormMessage(PostedForm.CODE, words)));
    }

    void showMalformed() {
        challenge(
                form().addError(new FormMessage(PostedForm.CODE, "twoFactorAppCodeMalformed", apps.digits(selected))));
    }

    void showBusy() {
        context.forceChallenge(
                context.form().setError("twoFactorBusy").createErrorPage(Response.Status.SERVICE_UNAVAILABLE));
    }

    private LoginFormsProvider form() {
        return context.form()
                .setAttribute(
                        "twoFactor",
                        Map.of(
                                "length",
                                apps.digits(selected),
                                "selected",
                                selected,
                                "apps",
                                apps(),
                                "trustDays",
                                new TrustOffer(context).days()));
    }

    private List<Map<String, String>> apps() {
        return apps.all().stream()
                .map(app -> Map.of("id", app.getId(), "label", UserApps.label(app)))
                .toList();
    }

    private void challenge(LoginFormsProvider form) {
        context.forceChallenge(form.createForm(TEMPLATE));
    }
}
