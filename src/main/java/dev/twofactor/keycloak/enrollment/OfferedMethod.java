package dev.twofactor.keycloak.enrollment;

import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** What a person can set up: our own channels, and what Keycloak brings. */
public enum OfferedMethod {
    SMS("two-factor-sms", EnrollSmsFactory.PROVIDER_ID),
    EMAIL("two-factor-email", EnrollEmailFactory.PROVIDER_ID),
    TOTP(OTPCredentialModel.TYPE, UserModel.RequiredAction.CONFIGURE_TOTP.name()),
    PASSKEY(WebAuthnCredentialModel.TYPE_TWOFACTOR, "webauthn-register"),
    RECOVERY_CODES(
            RecoveryAuthnCodesCredentialModel.TYPE, UserModel.RequiredAction.CONFIGURE_RECOVERY_AUTHN_CODES.name());

    private final String credentialType;
    private final String action;

    OfferedMethod(String credentialType, String action) {
        this.credentialType = credentialType;
        this.action = action;
    }

    public String credentialType() {
        return credentialType;
    }

    /** The required action that sets it up. */
    String action() {
        return action;
    }

    /** Its name in the form and in message keys. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
