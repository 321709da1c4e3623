package dev.twofactor.keycloak.duty;

import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.ValidSetUps;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Which second-factor steps of a flow a user can take now: set up, and allowed by the policy. Reads cached data only. */
public final class UsableSteps {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final TwoFactorPolicy policy;
    private final ValidSetUps valid;

    public UsableSteps(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.policy = TwoFactor.of(session).policy(realm);
        this.valid = ValidSetUps.of(policy);
    }

    /** Whether the flow or one of its sub-flows has such a step; false where the policy switches second factors off. */
    public boolean isAnyIn(String flowId) {
        return isAnyIn(flowId, type -> true);
    }

    /** The same for steps of some credential types only. */
    public boolean isAnyIn(String flowId, Predicate<String> types) {
        return policy.enrollment().requirement() != Requirement.OFF
                && executions(flowId)
                        .anyMatch(execution -> execution.isAuthenticatorFlow()
                                ? isAnyIn(execution.getFlowId(), types)
                                : isUsable(execution, types));
    }

    private Stream<AuthenticationExecutionModel> executions(String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId).filter(execution -> !execution.isDisabled());
    }

    // Provider ids that are no login step (a form's action, something no longer installed) are nothing a user can use.
    private boolean isUsable(AuthenticationExecutionModel execution, Predicate<String> types) {
        Authenticator step = session.getProvider(Authenticator.class, execution.getAuthenticator());
        return step != null
                && !(step instanceof ConditionalAuthenticator)
                && isValidFactor(execution, types)
                && step.configuredFor(session, realm, user);
    }

    private boolean isValidFactor(AuthenticationExecutionModel execution, Predicate<String> types) {
        Object factory = session.getKeycloakSessionFactory()
                .getProviderFactory(Authenticator.class, execution.getAuthenticator());
        String category = factory instanceof AuthenticatorFactory known ? known.getReferenceCategory() : null;
        return category != null
                && types.test(category)
                && FactorTypes.ALL.contains(category)
                && valid.has(user, category);
    }
}
