package dev.twofactor.keycloak.duty;

import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.AuthenticationFlowResolver;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Finds the flow whose second factors a login must have one of. An application's own flow that knows nothing of
 * enrollment is no way round it: then the realm's flow counts. An admin frees an application by a flow in which the step
 * is switched off.
 */
public final class FlowInForce {

    private enum Presence {
        ABSENT,
        SWITCHED_OFF,
        IN_FORCE
    }

    private static final String STEP = "two-factor-enrollment";

    private FlowInForce() {}

    /** The id of the flow; empty where this login requires nothing. */
    static Optional<String> of(RealmModel realm, AuthenticationSessionModel tab) {
        return of(realm, AuthenticationFlowResolver.resolveBrowserFlow(tab));
    }

    /** The same for sign-ins into this application. */
    public static Optional<String> of(RealmModel realm, ClientModel client) {
        String own = client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.BROWSER_BINDING);
        AuthenticationFlowModel flow = own == null ? null : realm.getAuthenticationFlowById(own);
        return of(realm, flow == null ? realm.getBrowserFlow() : flow);
    }

    /** The same where an application has no flow of its own. */
    public static Optional<String> of(RealmModel realm) {
        return of(realm, realm.getBrowserFlow());
    }

    private static Optional<String> of(RealmModel realm, AuthenticationFlowModel own) {
        Presence presence = presence(realm, own.getId());
        AuthenticationFlowModel counted = presence == Presence.ABSENT ? realm.getBrowserFlow() : own;
        return presence(realm, counted.getId()) == Presence.IN_FORCE ? Optional.of(counted.getId()) : Optional.empty();
    }

    private static Presence presence(RealmModel realm, String flowId) {
        return steps(realm, flowId, true)
                .reduce(Presence.ABSENT, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private static Stream<Presence> steps(RealmModel realm, String flowId, boolean enabled) {
        return realm.getAuthenticationExecutionsStream(flowId).flatMap(execution -> {
            boolean on = enabled && !execution.isDisabled();
            return execution.isAuthenticatorFlow()
                    ? steps(realm, execution.getFlowId(), on)
                    : Stream.of(execution)
                            .filter(FlowInForce::isStep)
                            .map(step -> on ? Presence.IN_FORCE : Presence.SWITCHED_OFF);
        });
    }

    private static boolean isStep(AuthenticationExecutionModel execution) {
        return STEP.equals(execution.getAuthenticator());
    }
}
