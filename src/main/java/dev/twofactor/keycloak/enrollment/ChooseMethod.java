package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.enrollment.Duty;
import dev.twofactor.keycloak.duty.ImposedEnrollment;
import dev.twofactor.keycloak.stepup.SignInAnew;
import dev.twofactor.keycloak.stepup.StepUpGate;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;

/** Lets a person choose among the methods that the realm allows, then hands over to the action that sets it up. */
final class ChooseMethod implements InitiatedAction {

    /** At the end of every login: here a requirement takes hold, whatever flow led there. */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        new Enforcement(context).apply();
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        List<OfferedMethod> offered = OfferedMethods.of(context);
        Enforcement enforcement = new Enforcement(context);
        if (enforcement.mustSignInAgain()) {
            SignInAnew.begin(context);
        } else if (offered.isEmpty()) {
            passOrRefuse(context, enforcement);
        } else if (!new StepUpGate(context).opensForShowing()) {
            refuseIfPassedOver(context, enforcement);
        } else if (offered.size() == 1 && !enforcement.canWait()) {
            HandOver.to(context, offered.get(0).action());
        } else {
            show(context, offered);
        }
    }

    // What Keycloak passes over it does not ask for again in this login: an old session, in an application that cannot
    // be told to sign in anew, would be let in.
    private static void refuseIfPassedOver(RequiredActionContext context, Enforcement enforcement) {
        if (context.getStatus() == RequiredActionContext.Status.IGNORE && enforcement.isRequired()) {
            refuse(context, "twoFactorSignInFirst");
        }
    }

    // Nothing to set up is a fault of the realm's settings, and must not let in whom they want kept out.
    private static void passOrRefuse(RequiredActionContext context, Enforcement enforcement) {
        if (enforcement.isRequired()) {
            refuse(context, "twoFactorNothingToSetUp");
        } else {
            context.ignore();
        }
    }

    private static void refuse(RequiredActionContext context, String message) {
        context.challenge(context.form().setError(message).createErrorPage(Response.Status.FORBIDDEN));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (!new StepUpGate(context).opensForActing()) {
            return;
        }
        EnrollmentForm form = new EnrollmentForm(context);
        List<OfferedMethod> offered = OfferedMethods.of(context);
        Optional<OfferedMethod> chosen = offered.stream()
                .filter(method -> form.isPosted() && method.key().equals(form.text(EnrollmentForm.METHOD)))
                .findFirst();
        if (chosen.isPresent()) {
            HandOver.to(context, chosen.get().action());
        } else if (form.isPosted() && form.has("later") && new Enforcement(context).canWait()) {
            ImposedEnrollment.in(context.getAuthenticationSession()).lift();
            context.success();
        } else if (offered.isEmpty()) {
            context.cancel();
        } else {
            show(context, offered);
        }
    }

    private static void show(RequiredActionContext context, List<OfferedMethod> offered) {
        List<String> keys = offered.stream().map(OfferedMethod::key).toList();
        Enforcement enforcement = new Enforcement(context);
        context.challenge(context.form()
                .setAttribute(
                        "twoFactor",
                        Map.of(
                                "methods",
                                keys,
                                "canWait",
                                enforcement.canWait(),
                                "required",
                                ImposedEnrollment.in(context.getAuthenticationSession())
                                                .duty()
                                        == Duty.REQUIRED))
                .createForm("two-factor-enroll.ftl"));
    }
}
