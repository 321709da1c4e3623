package dev.twofactor.keycloak.login;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued.Refusal;
import dev.twofactor.keycloak.delivery.ArrivalView;
import dev.twofactor.keycloak.delivery.RefusalWords;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.utils.FormMessage;

/** The page that takes a code, in all its states. */
final class CodePage {

    private static final String TEMPLATE = "two-factor-code.ftl";

    private final AuthenticationFlowContext context;
    private final Channel channel;
    private final PickedDestination picked;

    CodePage(AuthenticationFlowContext context, Channel channel, PickedDestination picked) {
        this.context = context;
        this.channel = channel;
        this.picked = picked;
    }

    void show(CodeStatus status) {
        show(status, null);
    }

    /** @param refusal why a resend was refused; null when none was asked for */
    void show(CodeStatus status, Refusal refusal) {
        LoginFormsProvider form = form(status);
        if (refusal != null) {
            complain(form, refusal);
        } else if (status.state() == DeliveryState.FAILED) {
            form.addError(new FormMessage(null, status.optedOut() ? "twoFactorOptedOut" : "twoFactorNotSent"));
        }
        challenge(form);
    }

    void showNothingSent(Refusal refusal) {
        LoginFormsProvider form = form(null, refusal.until() != null);
        complain(form, refusal);
        challenge(form);
    }

    /** Sends nothing before somebody presses the button. */
    void showUnasked() {
        challenge(form(null, true, "UNASKED"));
    }

    /** @param words key of the message for a verdict */
    void showRejected(CodeStatus status, String words) {
        LoginFormsProvider form = form(status);
        form.addError(new FormMessage(PostedForm.CODE, words));
        challenge(form);
    }

    void showMalformed(CodeStatus status) {
        LoginFormsProvider form = form(status);
        form.addError(new FormMessage(PostedForm.CODE, "twoFactorCodeMalformed", length(status)));
        challenge(form);
    }

    /** A locked user learns no more than from a wrong code. */
    void showLockedOut(String error) {
        context.getEvent().detail("two_factor_reason", error);
        showRejected(null, RefusalWords.REJECTED);
    }

    void showBusy() {
        context.forceChallenge(
                context.form().setError("twoFactorBusy").createErrorPage(Response.Status.SERVICE_UNAVAILABLE));
    }

    // What the template sees: a masked destination, and never the code's fate.
    private LoginFormsProvider form(CodeStatus status) {
        return form(status, status == null || status.sendsLeft() > 0);
    }

    private LoginFormsProvider form(CodeStatus status, boolean canResend) {
        return form(status, canResend, status == null ? "NONE" : status.state().name());
    }

    private LoginFormsProvider form(CodeStatus status, boolean canResend, String state) {
        return context.form()
                .setAttribute("twoFactorArrival", ArrivalView.of(context.getSession(), context.getRealm(), status))
                .setAttribute(
                        "twoFactor",
                        Map.of(
                                "method",
                                channel.name().toLowerCase(Locale.ROOT),
                                "destination",
                                picked.destination().masked(),
                                "length",
                                length(status),
                                "state",
                                state,
                                "resendSeconds",
                                status == null ? 0L : secondsUntil(status.resendAt()),
                                "canResend",
                                canResend,
                                "others",
                                others(),
                                "trustDays",
                                new TrustOffer(context).days()));
    }

    private List<Map<String, String>> others() {
        return picked.others().stream()
                .map(other -> Map.of(
                        "id", other.credentialId(),
                        "label", other.label(),
                        "destination", other.destination().masked()))
                .toList();
    }

    private int length(CodeStatus status) {
        return status == null
                ? TwoFactor.of(context.getSession())
                        .policy(context.getRealm())
                        .codes()
                        .length()
                : status.length();
    }

    private void complain(LoginFormsProvider form, Refusal refusal) {
        form.addError(RefusalWords.of(null, refusal, false));
    }

    private void challenge(LoginFormsProvider form) {
        context.forceChallenge(form.createForm(TEMPLATE));
    }

    private static long secondsUntil(Instant moment) {
        long millis = Duration.between(Instant.ofEpochMilli(org.keycloak.common.util.Time.currentTimeMillis()), moment)
                .toMillis();
        return Math.max(0, (millis + 999) / 1000);
    }
}
