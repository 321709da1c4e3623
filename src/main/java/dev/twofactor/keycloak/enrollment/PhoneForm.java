package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.NumberPolicy;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.Countries;
import dev.twofactor.keycloak.sms.SmsChannel;
import dev.twofactor.keycloak.sms.TypedNumber;
import java.util.Map;
import java.util.Objects;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Takes a phone number, with a country to read it by. */
final class PhoneForm implements DestinationForm {

    /** Where profiles keep a phone number (OpenID Connect's claim phone_number); a suggestion, never a factor. */
    private static final String PROFILE_ATTRIBUTE = "phoneNumber";

    private static final String FIELD = Channel.SMS.field();
    private final CodeChannel channel = new SmsChannel();

    @Override
    public CodeChannel channel() {
        return channel;
    }

    @Override
    public String template() {
        return "two-factor-enroll-phone.ftl";
    }

    @Override
    public Typed read(KeycloakSession session, RealmModel realm, EnrollmentForm form) {
        String country = form.has(EnrollmentForm.COUNTRY) ? form.text(EnrollmentForm.COUNTRY) : null;
        TypedNumber read = TypedNumber.read(form.text(FIELD), country, numbers(session, realm));
        return read.refusal() == null
                ? Typed.of(read.destination())
                : Typed.refused(FIELD, "twoFactorPhone-" + read.refusal());
    }

    @Override
    public Map<String, Object> fields(
            KeycloakSession session, RealmModel realm, UserModel user, EnrollmentForm form, Destination standing) {
        NumberPolicy policy = numbers(session, realm);
        return Map.of(
                FIELD,
                number(user, form, standing),
                "countries",
                Countries.of(policy, session.getContext().resolveLocale(user)),
                "country",
                country(form, policy));
    }

    private static String number(UserModel user, EnrollmentForm form, Destination standing) {
        if (form.has(FIELD)) {
            return Objects.requireNonNullElse(form.text(FIELD), "");
        }
        String suggested = user == null ? null : user.getFirstAttribute(PROFILE_ATTRIBUTE);
        return standing == null ? Objects.requireNonNullElse(suggested, "") : standing.address();
    }

    private static String country(EnrollmentForm form, NumberPolicy policy) {
        String posted = form.has(EnrollmentForm.COUNTRY) ? form.text(EnrollmentForm.COUNTRY) : policy.homeCountry();
        return Objects.requireNonNullElse(posted, "");
    }

    private static NumberPolicy numbers(KeycloakSession session, RealmModel realm) {
        return TwoFactor.of(session).policy(realm).numbers();
    }
}
