package dev.twofactor.keycloak.stepup;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Which credential types the flows of a realm ask for. */
public final class AskedFactors {

    private AskedFactors() {}

    /** Those of all steps, in any flow, that are not disabled. */
    public static Set<String> of(KeycloakSession session, RealmModel realm) {
        return realm.getAuthenticationFlowsStream()
                .flatMap(flow -> realm.getAuthenticationExecutionsStream(flow.getId()))
                .filter(execution -> execution.getAuthenticator() != null && !execution.isDisabled())
                .map(execution -> category(session, execution))
                .collect(Collectors.toSet());
    }

    /** Those of one flow and its sub-flows. */
    public static Set<String> in(KeycloakSession session, RealmModel realm, String flowId) {
        return steps(realm, flowId)
                .map(execution -> category(session, execution))
                .collect(Collectors.toSet());
    }

    private static Stream<AuthenticationExecutionModel> steps(RealmModel realm, String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId)
                .filter(execution -> !execution.isDisabled())
                .flatMap(execution ->
                        execution.isAuthenticatorFlow() ? steps(realm, execution.getFlowId()) : Stream.of(execution));
    }

    private static String category(KeycloakSession session, AuthenticationExecutionModel execution) {
        var factory = session.getKeycloakSessionFactory()
                .getProviderFactory(Authenticator.class, execution.getAuthenticator());
        String category = factory instanceof AuthenticatorFactory known ? known.getReferenceCategory() : null;
        return category == null ? "" : category;
    }
}
