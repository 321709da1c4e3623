package dev.twofactor.keycloak.setup;

import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.RealmModel;

/** Removes a flow with all that is in it: Keycloak's own method for this has another signature in nearly every version. */
final class FlowRemoval {

    private FlowRemoval() {}

    /** @param flow must not be in use */
    static void remove(Flow flow) {
        for (AuthenticationExecutionModel execution : flow.executions()) {
            flow.inside(execution).ifPresent(FlowRemoval::remove);
            flow.realm().removeAuthenticatorExecution(execution);
            removeConfig(flow.realm(), execution.getAuthenticatorConfig());
        }
        flow.realm().removeAuthenticationFlow(flow.model());
    }

    // A configuration that comes with a provider is none of the realm's, and is not found there.
    private static void removeConfig(RealmModel realm, String id) {
        AuthenticatorConfigModel config = id == null ? null : realm.getAuthenticatorConfigById(id);
        if (config != null && !isShared(realm, id)) {
            realm.removeAuthenticatorConfig(config);
        }
    }

    private static boolean isShared(RealmModel realm, String config) {
        return realm.getAuthenticationFlowsStream().toList().stream()
                .flatMap(flow -> realm.getAuthenticationExecutionsStream(flow.getId()))
                .anyMatch(execution -> config.equals(execution.getAuthenticatorConfig()));
    }
}
