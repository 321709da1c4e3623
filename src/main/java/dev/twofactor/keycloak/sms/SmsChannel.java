package dev.twofactor.keycloak.sms;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.Dispatch;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;

/** Codes by text message. */
public final class SmsChannel implements CodeChannel {

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public Optional<Destination> destination(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(SmsCredential.TYPE)
                .findFirst()
                .flatMap(SmsChannel::destination);
    }

    @Override
    public Dispatch write(Letter letter) {
        String text = SmsText.of(
                (key, parameters) -> letter.forms().getMessage(key, parameters),
                letter.company(),
                letter.code().reveal(),
                PublicHost.of(letter.realm()));
        SmsMessage message = new SmsMessage(letter.destination().address(), text);
        KeycloakSessionFactory sessions = letter.session().getKeycloakSessionFactory();
        return new SmsDispatch(sessions, letter.realm().getId(), message);
    }

    private static Optional<Destination> destination(CredentialModel credential) {
        return SmsCredential.phoneNumber(credential).flatMap(PhoneNumbers::destination);
    }
}
