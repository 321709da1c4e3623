package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.email.EmailAddresses;
import dev.twofactor.keycloak.email.EmailChannel;
import java.util.Map;
import java.util.Objects;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Takes a mail address; the profile's is suggested. */
final class AddressForm implements DestinationForm {

    private static final String FIELD = Channel.EMAIL.field();
    private final CodeChannel channel = new EmailChannel();

    @Override
    public CodeChannel channel() {
        return channel;
    }

    @Override
    public String template() {
        return "two-factor-enroll-email.ftl";
    }

    @Override
    public Typed read(KeycloakSession session, RealmModel realm, EnrollmentForm form) {
        String typed = form.text(FIELD);
        return typed != null && EmailAddresses.isSendable(typed.strip())
                ? Typed.of(EmailAddresses.destination(typed.strip()))
                : Typed.refused(FIELD, "twoFactorEmail-NOT_AN_ADDRESS");
    }

    @Override
    public Map<String, Object> fields(
            KeycloakSession session, RealmModel realm, UserModel user, EnrollmentForm form, Destination standing) {
        String profile = user == null ? null : user.getEmail();
        String suggested = standing == null ? profile : standing.address();
        String shown = form.has(FIELD) ? form.text(FIELD) : suggested;
        return Map.of(FIELD, Objects.requireNonNullElse(shown, ""));
    }
}
