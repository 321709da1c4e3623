package dev.twofactor.keycloak.stepup;

import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.AllowedMethods;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.server.TwoFactor;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Whether a user gets codes by email, so that whoever changes the profile's address may change where they go. */
public final class EmailCodes {

    private static final String TYPE = "two-factor-email";

    private EmailCodes() {}

    public static boolean areOn(KeycloakSession session, RealmModel realm, UserModel user) {
        TwoFactorPolicy policy = TwoFactor.of(session).policy(realm);
        return policy.enrollment().requirement() != Requirement.OFF
                && AllowedMethods.of(policy).allows(TYPE)
                && user.credentialManager()
                        .getStoredCredentialsByTypeStream(TYPE)
                        .findAny()
                        .isPresent();
    }
}
