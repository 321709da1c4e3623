package dev.twofactor.keycloak.sms;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.credential.CodeCredentialProvider;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Registers phones as a credential type. */
@SuppressWarnings("rawtypes") // the SPI is generic, its registration cannot be
@AutoService(CredentialProviderFactory.class)
public final class SmsCredentialProviderFactory implements CredentialProviderFactory<CodeCredentialProvider> {

    @Override
    public CodeCredentialProvider create(KeycloakSession session) {
        return new CodeCredentialProvider(session, new SmsChannel());
    }

    @Override
    public String getId() {
        return SmsCredential.TYPE;
    }
}
