package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.keycloak.stepup.StepUpGate;
import org.keycloak.authentication.CredentialRegistrator;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Sets up a phone or an address: the same way for every channel. */
final class EnrollAction implements InitiatedAction, CredentialRegistrator {

    private final DestinationForm destinations;

    EnrollAction(DestinationForm destinations) {
        this.destinations = destinations;
    }

    /** Also runs on reload and return: nothing is sent before somebody presses Send Code. */
    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (!OfferedMethods.allows(context, channel())) {
            context.ignore();
        } else if (new StepUpGate(context).opensForShowing()) {
            new EnrollmentStep(context, destinations).show();
        }
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (OfferedMethods.allows(context, channel()) && !new StepUpGate(context).opensForActing()) {
            return;
        }
        EnrollmentForm form = new EnrollmentForm(context);
        EnrollmentStep step = new EnrollmentStep(context, destinations);
        if (!OfferedMethods.allows(context, channel())) {
            // The policy changed meanwhile; Keycloak then asks requiredActionChallenge, which lets the person go on.
            context.cancel();
        } else if (!form.isPosted()) {
            step.show();
        } else if (form.has("choose")) {
            HandOver.to(context, ChooseMethodFactory.PROVIDER_ID);
        } else {
            step.act();
        }
    }

    @Override
    public String getCredentialType(KeycloakSession session, AuthenticationSessionModel authSession) {
        return channel().credentialType();
    }

    private Channel channel() {
        return destinations.channel().channel();
    }
}
