package dev.twofactor.keycloak.stepup;

import org.keycloak.models.RealmModel;

/** Whether a realm uses the product at all; one that does not keeps Keycloak as it is. */
public final class OurFlows {

    private static final String PREFIX = "two-factor-";

    private OurFlows() {}

    /** Whether a step of ours stands in some flow and is not disabled. */
    public static boolean areIn(RealmModel realm) {
        return realm.getAuthenticationFlowsStream()
                .flatMap(flow -> realm.getAuthenticationExecutionsStream(flow.getId()))
                .anyMatch(step -> step.getAuthenticator() != null
                        && step.getAuthenticator().startsWith(PREFIX)
                        && !step.isDisabled());
    }
}
