package dev.twofactor.keycloak.login;

import dev.twofactor.domain.device.Trust;
import dev.twofactor.keycloak.device.TrustClaim;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.RealmModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What the trust step leaves for the condition behind it. It names the step and the user: it is worth nothing to another
 * user in the same tab, to a sub-flow that the step does not stand beside or above, or after a restart, which clears it.
 */
final class TrustNote {

    private static final String NOTE = "two-factor.trusted";
    /** Flows are not nested deeper than anybody would build them. */
    private static final int DEEPEST = 20;

    private TrustNote() {}

    static void leave(AuthenticationFlowContext context, Optional<Trust> trust) {
        AuthenticationSessionModel tab = context.getAuthenticationSession();
        if (trust.isPresent()) {
            tab.setAuthNote(
                    NOTE,
                    value(context.getExecution().getId(), context.getUser().getId()));
            context.getEvent().detail("two_factor_method", "trusted-device");
        } else {
            tab.removeAuthNote(NOTE);
        }
        TrustClaim.note(tab, trust);
    }

    /** Whether a trust step beside or above the flow of this execution let this user pass. */
    static boolean covers(AuthenticationFlowContext context) {
        String note = context.getAuthenticationSession().getAuthNote(NOTE);
        if (note == null) {
            return false;
        }
        String stepId = note.substring(0, note.indexOf(' '));
        AuthenticationExecutionModel step = context.getRealm().getAuthenticationExecutionById(stepId);
        return note.equals(value(stepId, context.getUser().getId()))
                && step != null
                && step.isEnabled()
                && standsAbove(
                        context.getRealm(),
                        step.getParentFlow(),
                        context.getExecution().getParentFlow());
    }

    private static String value(String stepId, String userId) {
        return stepId + ' ' + userId;
    }

    private static boolean standsAbove(RealmModel realm, String stepFlowId, String conditionFlowId) {
        String flowId = conditionFlowId;
        for (int depth = 0; depth < DEEPEST; depth++) {
            AuthenticationExecutionModel execution = realm.getAuthenticationExecutionByFlowId(flowId);
            if (execution == null) {
                return false;
            }
            flowId = execution.getParentFlow();
            if (stepFlowId.equals(flowId)) {
                return true;
            }
        }
        return false;
    }
}
