package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.stepup.Removal;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.credential.RecoveryAuthnCodesCredentialProvider;
import org.keycloak.credential.RecoveryAuthnCodesCredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Keycloak's recovery codes, removable after a step-up only. */
@AutoService(CredentialProviderFactory.class)
@SuppressWarnings("rawtypes")
public final class GuardedRecoveryCodes extends RecoveryAuthnCodesCredentialProviderFactory {

    @Override
    public RecoveryAuthnCodesCredentialProvider create(KeycloakSession session) {
        return new RecoveryAuthnCodesCredentialProvider(session) {
            @Override
            public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
                return Removal.guard(session, context.getUser(), super.getCredentialTypeMetadata(context));
            }
        };
    }

    @Override
    public int order() {
        return Precedence.OVER_KEYCLOAKS;
    }
}
