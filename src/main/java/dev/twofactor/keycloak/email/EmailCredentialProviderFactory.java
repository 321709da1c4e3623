package dev.twofactor.keycloak.email;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.credential.CodeCredentialProvider;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Registers addresses as a credential type. */
@SuppressWarnings("rawtypes") // the SPI is generic, its registration cannot be
@AutoService(CredentialProviderFactory.class)
public final class EmailCredentialProviderFactory implements CredentialProviderFactory<CodeCredentialProvider> {

    @Override
    public CodeCredentialProvider create(KeycloakSession session) {
        return new CodeCredentialProvider(session, new EmailChannel());
    }

    @Override
    public String getId() {
        return EmailCredential.TYPE;
    }
}
