package dev.twofactor.keycloak.sms;

import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.delivery.Segments;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.ValidSetUps;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.Dispatch;
import dev.twofactor.keycloak.delivery.EnrolledDestination;
import dev.twofactor.keycloak.delivery.MessageNumber;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keycloak.credential.CredentialModel;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Codes by text message. */
public final class SmsChannel implements CodeChannel {

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public List<EnrolledDestination> destinations(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(SmsCredential.TYPE)
                .map(SmsChannel::enrolled)
                .toList();
    }

    @Override
    public Optional<Destination> destination(String address) {
        return PhoneNumbers.destination(address);
    }

    // Every row is a destination, so no number needs to be read for this.
    @Override
    public boolean isUsable(TwoFactorPolicy policy, UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(SmsCredential.TYPE)
                .anyMatch(ValidSetUps.of(policy)::contains);
    }

    @Override
    public Dispatch write(Letter letter) {
        if (!PhoneNumbers.isReadable(letter.destination())) {
            return (deliveryId, until) -> Attempts.none(SendResult.Outcome.NUMBER_REFUSED, "not-a-number");
        }
        String text = text(letter);
        return new SmsDispatch(
                letter.session().getKeycloakSessionFactory(),
                TwoFactor.of(letter.session()).relay(),
                letter.realm().getId(),
                letter.destination(),
                text,
                letter.number());
    }

    private static String text(Letter letter) {
        BiFunction<String, Object[], String> theme = ThemeWords.of(letter.session(), letter.realm(), letter.user());
        BiFunction<String, Object[], String> words =
                numbered(letter.session(), letter.realm(), letter.forms(), letter.number(), theme);
        String code = letter.code().reveal();
        return letter.isForHelpDesk()
                ? SmsText.forHelpDesk(words, letter.company(), code)
                : SmsText.of(
                        words,
                        letter.company(),
                        code,
                        PublicHost.of(letter.realm()),
                        report(letter, theme),
                        TwoFactor.of(letter.session())
                                .policy(letter.realm())
                                .messages()
                                .reportLink());
    }

    private static String report(Letter letter, BiFunction<String, Object[], String> theme) {
        return letter.reportLink().isEmpty()
                ? ""
                : theme.apply("twoFactorSmsReport", new Object[] {letter.reportLink()});
    }

    /** Any code is as long as the one that will be sent. */
    @Override
    public int parts(KeycloakSession session, RealmModel realm, LoginFormsProvider forms, int number) {
        TwoFactor twoFactor = TwoFactor.of(session);
        String code = "0".repeat(twoFactor.policy(realm).codes().length());
        BiFunction<String, Object[], String> words = numbered(session, realm, forms, number, forms::getMessage);
        return Segments.of(SmsText.of(words, twoFactor.companyName(realm), code, PublicHost.of(realm)));
    }

    private static BiFunction<String, Object[], String> numbered(
            KeycloakSession session,
            RealmModel realm,
            LoginFormsProvider forms,
            int number,
            BiFunction<String, Object[], String> words) {
        int most = TwoFactor.of(session).policy(realm).codes().sendsPerLogin();
        String numbering = MessageNumber.of(forms, number, most);
        String end = numbering.isEmpty() ? "" : " " + numbering;
        return (key, parameters) -> words.apply(key, parameters) + end;
    }

    // A row that cannot be read must not make its user one without a second factor: it is asked for and gets no
    // message.
    private static EnrolledDestination enrolled(CredentialModel credential) {
        String label = Objects.requireNonNullElse(credential.getUserLabel(), "");
        String number = SmsCredential.phoneNumber(credential).orElse("");
        Destination destination = PhoneNumbers.destination(number).orElseGet(() -> PhoneNumbers.unreadable(number));
        return new EnrolledDestination(
                credential.getId(), label, destination, EnrolledDestination.boundAt(credential.getCreatedDate()));
    }
}
