package dev.twofactor.keycloak.setup;

import java.util.List;
import java.util.Set;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.KeycloakSession;

/** The steps and actions that a set-up brings: each is skipped until it is part of the product, and added by the next call then. */
final class Steps {

    static final String CONDITION = "two-factor-condition";
    static final String TRUSTED_DEVICE = "two-factor-trusted-device";
    static final String ENROLLMENT = "two-factor-enrollment";
    static final String DIRECT_GRANT = "two-factor-direct-grant";
    static final String APP = "two-factor-totp";
    static final String KEYCLOAKS_APP = "auth-otp-form";
    static final String KEYCLOAKS_CONDITION = "conditional-user-configured";
    /** By default it leaves users alone who came with a passkey. */
    static final String PASSKEY_CONDITION = "conditional-credential";

    static final String KEYCLOAKS_DIRECT_GRANT_APP = "direct-grant-validate-otp";
    static final String RESET = "two-factor-reset";
    static final String RESET_LINK = "reset-credential-email";
    static final String KEYCLOAKS_NEW_APP = "reset-otp";
    static final String DIRECT_GRANT_PASSWORD = "direct-grant-validate-password";

    /** The first factors that a second one stands behind. */
    private static final Set<String> PASSWORDS = Set.of("auth-username-password-form", "auth-password-form");

    /** Second factors in the order of their places; ours first, then Keycloak's own. */
    static final List<String> METHODS = List.of(
            "two-factor-sms",
            "two-factor-email",
            APP,
            KEYCLOAKS_APP,
            "webauthn-authenticator",
            "auth-recovery-authn-code-form");

    /** Those of them that ask for a code, each of which may stand for any other. */
    static final Set<String> CODES = Set.of("two-factor-sms", "two-factor-email", APP, KEYCLOAKS_APP);

    /** Our required actions, all of which work as {@code kc_action} too. */
    static final List<String> ACTIONS = List.of(
            "two-factor-enroll-sms",
            "two-factor-enroll-email",
            "two-factor-enroll",
            "two-factor-settings",
            "two-factor-trust");

    private Steps() {}

    /** Whether this is a first factor; a sub-flow, which has no authenticator, is none. */
    static boolean isPassword(AuthenticationExecutionModel execution) {
        return execution.getAuthenticator() != null && PASSWORDS.contains(execution.getAuthenticator());
    }

    /** Whether this decides on its sub-flow and asks for nothing. */
    static boolean isCondition(KeycloakSession session, AuthenticationExecutionModel execution) {
        return execution.getAuthenticator() != null
                && session.getKeycloakSessionFactory()
                                .getProviderFactory(Authenticator.class, execution.getAuthenticator())
                        instanceof ConditionalAuthenticatorFactory;
    }

    static boolean isInstalled(KeycloakSession session, String step) {
        return session.getKeycloakSessionFactory().getProviderFactory(Authenticator.class, step) != null;
    }

    static boolean isActionInstalled(KeycloakSession session, String action) {
        return session.getKeycloakSessionFactory().getProviderFactory(RequiredActionProvider.class, action) != null;
    }
}
