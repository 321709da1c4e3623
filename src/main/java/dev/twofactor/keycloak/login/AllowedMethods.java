package dev.twofactor.keycloak.login;

import dev.twofactor.domain.policy.Method;
import dev.twofactor.keycloak.TwoFactorPolicy;
import java.util.Set;
import org.keycloak.models.credential.OTPCredentialModel;

/** Which methods the policy lets people use; Keycloak's passkeys and recovery codes are not its business. */
record AllowedMethods(Set<Method> methods) {

    static AllowedMethods of(TwoFactorPolicy policy) {
        return new AllowedMethods(policy.methods().methods());
    }

    boolean allows(String credentialType) {
        return switch (credentialType) {
            case "two-factor-sms" -> methods.contains(Method.SMS);
            case "two-factor-email" -> methods.contains(Method.EMAIL);
            case OTPCredentialModel.TYPE -> methods.contains(Method.TOTP);
            default -> true;
        };
    }
}
