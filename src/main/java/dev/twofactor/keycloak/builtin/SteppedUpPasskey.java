package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import com.webauthn4j.verifier.attestation.trustworthiness.certpath.CertPathTrustworthinessVerifier;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.requiredactions.WebAuthnRegister;
import org.keycloak.authentication.requiredactions.WebAuthnRegisterFactory;
import org.keycloak.models.KeycloakSession;

/** Keycloak's set-up of a passkey or security key, after a step-up. */
@AutoService(RequiredActionFactory.class)
public final class SteppedUpPasskey extends WebAuthnRegisterFactory {

    @Override
    protected WebAuthnRegister createProvider(KeycloakSession session, CertPathTrustworthinessVerifier verifier) {
        return new WebAuthnRegister(session, verifier) {
            @Override
            public void requiredActionChallenge(RequiredActionContext context) {
                if (BuiltinGate.opensForShowing(context)) {
                    super.requiredActionChallenge(context);
                }
            }

            @Override
            public void processAction(RequiredActionContext context) {
                if (BuiltinGate.opensForActing(context)) {
                    super.processAction(context);
                }
            }
        };
    }

    @Override
    public int order() {
        return Precedence.OVER_KEYCLOAKS;
    }
}
