package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.stepup.Removal;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.credential.WebAuthnCredentialProvider;
import org.keycloak.credential.WebAuthnCredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Keycloak's security keys, removable after a step-up only. */
@AutoService(CredentialProviderFactory.class)
@SuppressWarnings("rawtypes")
public final class GuardedPasskey extends WebAuthnCredentialProviderFactory {

    @Override
    public CredentialProvider<?> create(KeycloakSession session) {
        return new WebAuthnCredentialProvider(session, getMetadataService(), createOrGetObjectConverter()) {
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
