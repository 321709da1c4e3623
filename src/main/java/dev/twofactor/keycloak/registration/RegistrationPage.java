package dev.twofactor.keycloak.registration;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued.Refusal;
import dev.twofactor.keycloak.delivery.ArrivalView;
import dev.twofactor.keycloak.delivery.RefusalWords;
import dev.twofactor.keycloak.enrollment.CodeView;
import dev.twofactor.keycloak.enrollment.DestinationForm;
import dev.twofactor.keycloak.enrollment.EnrollmentForm;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.FormMessage;

/** The pages before Keycloak's registration page: choose a method, type a number or address, type the code. */
final class RegistrationPage {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final LoginFormsProvider form;
    private final EnrollmentForm posted;
    private final List<Channel> channels;

    /**
     * @param form knows where its page is posted to
     * @param channels the methods that may be proved, one at least
     */
    RegistrationPage(
            KeycloakSession session,
            RealmModel realm,
            LoginFormsProvider form,
            EnrollmentForm posted,
            List<Channel> channels) {
        this.session = session;
        this.realm = realm;
        this.form = form;
        this.posted = posted;
        this.channels = channels;
    }

    Response choose() {
        Map<String, Object> view = new HashMap<>();
        view.put("required", false);
        view.put("canWait", false);
        view.put("methods", channels.stream().map(Channel::key).toList());
        return form.setAttribute("twoFactor", view).createForm("two-factor-enroll.ftl");
    }

    /** @param standing what was typed before; null when nothing was */
    Response askForDestination(Channel channel, Destination standing) {
        DestinationForm destinations = DestinationForm.of(channel);
        Map<String, Object> fields = new HashMap<>(destinations.fields(session, realm, null, posted, standing));
        fields.put("field", channel.field());
        fields.put("choosable", channels.size() > 1);
        return form.setAttribute("twoFactor", fields).createForm(destinations.template());
    }

    Response refuseDestination(Channel channel, FormMessage problem) {
        form.addError(problem);
        return askForDestination(channel, null);
    }

    Response refuseToSend(Channel channel, Refusal refusal) {
        return refuseDestination(channel, RefusalWords.of(channel.field(), refusal, true));
    }

    /**
     * @param status null when nothing is on its way any more
     * @param refusal why no message left although one was asked for; null when none was
     */
    Response askForCode(Proved pending, CodeStatus status, Refusal refusal) {
        if (refusal != null) {
            form.addError(RefusalWords.of(null, refusal, true));
        } else if (status != null && status.state() == DeliveryState.FAILED) {
            form.addError(
                    new FormMessage(null, status.optedOut() ? "twoFactorEnrollOptedOut" : "twoFactorEnrollNotSent"));
        }
        return showCode(pending, status);
    }

    /** @param words key of what to tell the person about the code; with its parameters */
    Response refuseCode(Proved pending, CodeStatus status, String words, Object... parameters) {
        form.addError(new FormMessage(EnrollmentForm.CODE, words, parameters));
        return showCode(pending, status);
    }

    Response busy() {
        return form.setError("twoFactorBusy").createErrorPage(Response.Status.SERVICE_UNAVAILABLE);
    }

    private Response showCode(Proved pending, CodeStatus status) {
        int length = TwoFactor.of(session).policy(realm).codes().length();
        return form.setAttribute("twoFactorArrival", ArrivalView.of(session, realm, status))
                .setAttribute(
                        "twoFactor", CodeView.of(pending.channel().channel(), pending.destination(), status, length))
                .createForm(CodeView.TEMPLATE);
    }
}
