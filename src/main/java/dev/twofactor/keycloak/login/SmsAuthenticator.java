package dev.twofactor.keycloak.login;

import dev.twofactor.keycloak.sms.SmsChannel;
import dev.twofactor.keycloak.sms.SmsCredential;
import dev.twofactor.keycloak.sms.SmsCredentialProvider;
import org.keycloak.authentication.CredentialValidator;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.models.KeycloakSession;

/** Asks for a code sent by text message. */
final class SmsAuthenticator extends CodeAuthenticator implements CredentialValidator<SmsCredentialProvider> {

    SmsAuthenticator() {
        super(new SmsChannel());
    }

    @Override
    public SmsCredentialProvider getCredentialProvider(KeycloakSession session) {
        return (SmsCredentialProvider) session.getProvider(CredentialProvider.class, SmsCredential.TYPE);
    }
}
