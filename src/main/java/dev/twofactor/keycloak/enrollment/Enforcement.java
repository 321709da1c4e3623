package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.enrollment.Duty;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.ValidSetUps;
import dev.twofactor.keycloak.duty.ImposedEnrollment;
import dev.twofactor.keycloak.duty.UserDuty;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Runs at the end of every login, whatever flow led there, and again after each required action. So nothing on the way
 * can shake a requirement off: no restart, other tab or application, no cancelled action, no old link.
 */
final class Enforcement {

    private final RequiredActionContext context;
    private final AuthenticationSessionModel tab;
    private final UserDuty user;
    private final TwoFactorPolicy policy;

    Enforcement(RequiredActionContext context) {
        this.context = context;
        this.tab = context.getAuthenticationSession();
        this.user = new UserDuty(context.getSession(), context.getRealm(), context.getUser(), tab);
        this.policy = TwoFactor.of(context.getSession()).policy(context.getRealm());
    }

    /** Imposes what is required, or has who is done sign in anew where the policy wants that. */
    void apply() {
        RecordedRequirement.tell(context, user.recorded());
        Duty duty = user.duty();
        if (duty == Duty.POSTPONABLE) {
            // Grace begins here too: who never comes by the flow's step must not have it for ever.
            user.ask(duty);
        } else if (duty == Duty.REQUIRED && !isUnderWay()) {
            ImposedEnrollment.in(tab).impose(duty);
        } else if (duty == Duty.NONE && mustSignInAgain()) {
            tab.addRequiredAction(ImposedEnrollment.ACTION);
        }
        removeStale();
    }

    /** Whether somebody who came here by the policy alone has set up what it wanted and now signs in with it. */
    boolean mustSignInAgain() {
        return policy.enrollment().signInAgain() && ImposedEnrollment.in(tab).duty() != Duty.NONE && user.hasFactor();
    }

    /** Whether the page may be left by "not now". */
    boolean canWait() {
        Duty imposed = ImposedEnrollment.in(tab).duty();
        return (imposed == Duty.OFFERED || imposed == Duty.POSTPONABLE)
                && user.duty() != Duty.REQUIRED
                && context.getUser().getRequiredActionsStream().noneMatch(context.getAction()::equals);
    }

    /** Whether there is no way on without setting something up. */
    boolean isRequired() {
        return user.duty() == Duty.REQUIRED;
    }

    // Only actions that can be done stand for it: one that Keycloak would pass over must not.
    private boolean isUnderWay() {
        Set<String> pending = Stream.concat(
                        tab.getRequiredActions().stream(), context.getUser().getRequiredActionsStream())
                .collect(Collectors.toSet());
        return OfferedMethods.of(context).stream().map(OfferedMethod::action).anyMatch(pending::contains);
    }

    // What is older than everybody's new beginning never counts again once the user has begun anew.
    private void removeStale() {
        ValidSetUps valid = ValidSetUps.of(policy);
        SubjectCredentialManager credentials = context.getUser().credentialManager();
        Set<String> stale = credentials
                .getStoredCredentialsStream()
                .filter(row -> FactorTypes.ALL.contains(row.getType()) && valid.isStale(row))
                .map(CredentialModel::getId)
                .collect(Collectors.toSet());
        if (!stale.isEmpty() && user.hasFactor()) {
            stale.forEach(credentials::removeStoredCredentialById);
        }
    }
}
