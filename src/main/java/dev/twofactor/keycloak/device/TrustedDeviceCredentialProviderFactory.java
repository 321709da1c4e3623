package dev.twofactor.keycloak.device;

import com.google.auto.service.AutoService;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;

/** Registers trusted browsers as a credential type. */
@SuppressWarnings("rawtypes") // the SPI is generic, its registration cannot be
@AutoService(CredentialProviderFactory.class)
public final class TrustedDeviceCredentialProviderFactory implements CredentialProviderFactory<CredentialProvider> {

    @Override
    public CredentialProvider create(KeycloakSession session) {
        return new TrustedDeviceCredentialProvider(session);
    }

    @Override
    public String getId() {
        return TrustedDeviceCredential.TYPE;
    }
}
