package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued.Refusal;
import dev.twofactor.domain.otp.Judgement;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.delivery.ArrivalView;
import dev.twofactor.keycloak.delivery.RefusalWords;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.utils.FormMessage;

/** The two pages of a set-up: one takes the number or address, the other the code. */
final class EnrollmentPage {

    private final RequiredActionContext context;
    private final DestinationForm destinations;
    private final EnrollmentForm posted;

    EnrollmentPage(RequiredActionContext context, DestinationForm destinations, EnrollmentForm posted) {
        this.context = context;
        this.destinations = destinations;
        this.posted = posted;
    }

    /** @param standing what was typed before; null when nothing was */
    void askForDestination(Destination standing) {
        showDestination(context.form(), standing);
    }

    void refuseDestination(FormMessage problem) {
        showDestination(context.form().addError(problem), null);
    }

    void refuseToSend(Refusal refusal) {
        showDestination(context.form().addError(complaint(field(), refusal)), null);
    }

    void askForCode(Destination destination, CodeStatus status) {
        askForCode(destination, status, null);
    }

    /** @param refusal why no message left although one was asked for; null when none was */
    void askForCode(Destination destination, CodeStatus status, Refusal refusal) {
        LoginFormsProvider form = codeForm(destination, status);
        if (refusal != null) {
            form.addError(complaint(null, refusal));
        } else if (status.state() == DeliveryState.FAILED) {
            form.addError(
                    new FormMessage(null, status.optedOut() ? "twoFactorEnrollOptedOut" : "twoFactorEnrollNotSent"));
        }
        showCode(form);
    }

    void refuseCode(Destination destination, Judgement judgement) {
        Verdict verdict = judgement.verdict();
        String words = verdict == Verdict.LOCKED ? "twoFactorEnrollTooManyWrong" : RefusalWords.ofVerdict(verdict);
        showCode(codeForm(destination, judgement.status()).addError(new FormMessage(EnrollmentForm.CODE, words)));
    }

    void refuseMalformed(Destination destination, CodeStatus status) {
        showCode(codeForm(destination, status)
                .addError(new FormMessage(EnrollmentForm.CODE, "twoFactorCodeMalformed", length(status))));
    }

    void showBusy() {
        context.challenge(
                context.form().setError("twoFactorBusy").createErrorPage(Response.Status.SERVICE_UNAVAILABLE));
    }

    private void showDestination(LoginFormsProvider form, Destination standing) {
        Map<String, Object> fields = new HashMap<>(
                destinations.fields(context.getSession(), context.getRealm(), context.getUser(), posted, standing));
        fields.put("field", field());
        fields.put(
                "choosable",
                HandOver.wasChosen(context) && OfferedMethods.of(context).size() > 1);
        context.challenge(form.setAttribute("twoFactor", fields).createForm(destinations.template()));
    }

    private LoginFormsProvider codeForm(Destination destination, CodeStatus status) {
        return context.form()
                .setAttribute("twoFactorArrival", ArrivalView.of(context.getSession(), context.getRealm(), status))
                .setAttribute(
                        "twoFactor",
                        CodeView.of(destinations.channel().channel(), destination, status, length(status)));
    }

    private void showCode(LoginFormsProvider form) {
        context.challenge(form.createForm(CodeView.TEMPLATE));
    }

    private FormMessage complaint(String field, Refusal refusal) {
        return RefusalWords.of(field, refusal, true);
    }

    private String field() {
        return destinations.channel().channel().field();
    }

    private int length(CodeStatus status) {
        return status == null
                ? TwoFactor.of(context.getSession())
                        .policy(context.getRealm())
                        .codes()
                        .length()
                : status.length();
    }
}
