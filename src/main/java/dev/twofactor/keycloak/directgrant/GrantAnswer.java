package dev.twofactor.keycloak.directgrant;

import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Issued.Refusal;
import dev.twofactor.domain.otp.Verdict;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.common.util.Time;

/** What the token endpoint answers instead of tokens, in the form of OAuth 2.0 (RFC 6749, 5.2) with one member of ours. */
final class GrantAnswer {

    private static final String MFA_REQUIRED = "mfa_required";
    private final AuthenticationFlowContext context;

    GrantAnswer(AuthenticationFlowContext context) {
        this.context = context;
    }

    void issued(GrantMethod method, GrantMethods methods, Issued issued) {
        if (issued instanceof Issued.Send send) {
            sent(method, methods, send.status(), null);
        } else if (issued instanceof Issued.Stands stands) {
            sent(method, methods, stands.status(), stands.refusal());
        } else if (issued instanceof Issued.Refused refused) {
            Map<String, Object> body = state("code_not_sent", method, methods);
            refusal(body, refused.refusal());
            mfaRequired("No code was sent", body);
        }
    }

    private void sent(GrantMethod method, GrantMethods methods, CodeStatus status, Refusal refusal) {
        boolean failed = status.state() == DeliveryState.FAILED;
        Map<String, Object> body = state(failed ? "code_failed" : "code_sent", method, methods);
        body.put("length", status.length());
        body.put("expires_in", secondsUntil(status.expiresAt()));
        body.put("resend_in", secondsUntil(status.resendAt()));
        body.put("resends_left", status.sendsLeft());
        if (refusal != null) {
            refusal(body, refusal);
        }
        mfaRequired(
                failed
                        ? "The message did not leave; ask for another one or choose another method"
                        : "A code was sent; repeat the request with it as otp",
                body);
    }

    /** Nothing is sent for an authenticator app. */
    void appExpected(GrantMethod method, GrantMethods methods) {
        mfaRequired(
                "Repeat the request with the code of the authenticator app as otp",
                state("code_expected", method, methods));
    }

    /** The method that was asked for is none of the user's. */
    void unknownMethod(GrantMethods methods) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", "method_unknown");
        body.put(
                "other_methods",
                methods.others(null).stream().map(GrantAnswer::method).toList());
        mfaRequired("The user has no such method", body);
    }

    /** The policy wants a method, and the user has none. */
    void enrollmentRequired() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", "enrollment_required");
        mfaRequired("The user must sign in with a browser and set up a second factor first", body);
    }

    /** In every way what Keycloak answers to a wrong password; only the event says more. */
    void rejected(String credentialType, Verdict verdict) {
        context.getEvent()
                .detail("two_factor_method", credentialType)
                .detail("two_factor_reason", verdict.name().toLowerCase(Locale.ROOT));
        WrongPassword.answer(context);
    }

    void busy() {
        respond(Response.Status.SERVICE_UNAVAILABLE, "temporarily_unavailable", "Please try again in a moment", null);
    }

    private static Map<String, Object> state(String state, GrantMethod method, GrantMethods methods) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("state", state);
        body.putAll(method(method));
        body.put(
                "other_methods",
                methods.others(method).stream().map(GrantAnswer::method).toList());
        return body;
    }

    private static Map<String, Object> method(GrantMethod method) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("method", method.key());
        body.put("id", method.credentialId());
        if (!method.isApp()) {
            body.put("destination", method.destination().masked());
        }
        return body;
    }

    private static void refusal(Map<String, Object> body, Refusal refusal) {
        body.put("refused", refusal.reason().code());
        if (refusal.until() != null) {
            body.put("retry_in", secondsUntil(refusal.until()));
        }
    }

    private void mfaRequired(String description, Map<String, Object> twoFactor) {
        respond(Response.Status.BAD_REQUEST, MFA_REQUIRED, description, twoFactor);
    }

    private void respond(Response.Status status, String error, String description, Map<String, Object> twoFactor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", error);
        body.put("error_description", description);
        if (twoFactor != null) {
            body.put("two_factor", twoFactor);
        }
        context.challenge(Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache")
                .entity(body)
                .build());
    }

    private static long secondsUntil(Instant moment) {
        long millis = Duration.between(Instant.ofEpochMilli(Time.currentTimeMillis()), moment)
                .toMillis();
        return Math.max(0, (millis + 999) / 1000);
    }
}
