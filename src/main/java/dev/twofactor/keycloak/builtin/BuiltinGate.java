package dev.twofactor.keycloak.builtin;

import dev.twofactor.keycloak.stepup.OurFlows;
import dev.twofactor.keycloak.stepup.StepUpGate;
import org.keycloak.authentication.RequiredActionContext;

/** The gate before Keycloak's own actions, in realms that use the product. */
final class BuiltinGate {

    private BuiltinGate() {}

    /** Whether the action may show its page; if not, the context is answered. */
    static boolean opensForShowing(RequiredActionContext context) {
        return !OurFlows.areIn(context.getRealm()) || new StepUpGate(context).opensForShowing();
    }

    /** Whether the action may do what was posted; if not, the context is answered. */
    static boolean opensForActing(RequiredActionContext context) {
        return !OurFlows.areIn(context.getRealm()) || new StepUpGate(context).opensForActing();
    }
}
