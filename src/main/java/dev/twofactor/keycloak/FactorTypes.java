package dev.twofactor.keycloak;

import java.util.Set;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** The credential types that are second factors: ours and Keycloak's. */
public final class FactorTypes {

    public static final Set<String> ALL = Set.of(
            "two-factor-sms",
            "two-factor-email",
            OTPCredentialModel.TYPE,
            WebAuthnCredentialModel.TYPE_TWOFACTOR,
            RecoveryAuthnCodesCredentialModel.TYPE);

    /** Those of them that cost nothing and last: a recovery code is gone when it is used. */
    public static final Set<String> FREE =
            Set.of("two-factor-email", OTPCredentialModel.TYPE, WebAuthnCredentialModel.TYPE_TWOFACTOR);

    private FactorTypes() {}
}
