package dev.twofactor.keycloak;

import dev.twofactor.domain.policy.Method;
import java.util.Set;
import org.keycloak.models.credential.OTPCredentialModel;

/** Which methods the policy lets people use; Keycloak's passkeys and recovery codes are not its business. */
public record AllowedMethods(Set<Method> methods) {

    public static AllowedMethods of(TwoFactorPolicy policy) {
        return new AllowedMethods(policy.methods().methods());
    }

    /** Whether people may use what this credential type stores. */
    public boolean allows(String credentialType) {
        return switch (credentialType) {
            case "two-factor-sms" -> methods.contains(Method.SMS);
            case "two-factor-email" -> methods.contains(Method.EMAIL);
            case OTPCredentialModel.TYPE -> methods.contains(Method.TOTP);
            default -> true;
        };
    }
}
