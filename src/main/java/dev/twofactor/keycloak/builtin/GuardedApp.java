package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.stepup.Removal;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.credential.OTPCredentialProvider;
import org.keycloak.credential.OTPCredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Keycloak's authenticator apps, removable after a step-up only. */
@AutoService(CredentialProviderFactory.class)
@SuppressWarnings("rawtypes")
public final class GuardedApp extends OTPCredentialProviderFactory {

    @Override
    public OTPCredentialProvider create(KeycloakSession session) {
        return new OTPCredentialProvider(session) {
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
