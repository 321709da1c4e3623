package dev.twofactor.keycloak.enrollment;

import dev.twofactor.keycloak.stepup.StepUpGate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;

/** Lets a person choose among the methods that the realm allows, then hands over to the action that sets it up. */
final class ChooseMethod implements InitiatedAction {

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        List<OfferedMethod> offered = OfferedMethods.of(context);
        if (offered.isEmpty()) {
            context.ignore();
        } else if (!new StepUpGate(context).opensForShowing()) {
            return;
        } else if (offered.size() == 1) {
            HandOver.to(context, offered.get(0).action());
        } else {
            show(context, offered);
        }
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
        } else if (offered.isEmpty()) {
            context.cancel();
        } else {
            show(context, offered);
        }
    }

    private static void show(RequiredActionContext context, List<OfferedMethod> offered) {
        List<String> keys = offered.stream().map(OfferedMethod::key).toList();
        context.challenge(context.form()
                .setAttribute("twoFactor", Map.of("methods", keys))
                .createForm("two-factor-enroll.ftl"));
    }
}
