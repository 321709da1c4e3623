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

    private FactorTypes() {}
}
