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
import org.keycloak.authentication.RequiredActionContext;

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
    public Typed read(RequiredActionContext context, EnrollmentForm form) {
        String country = form.has(EnrollmentForm.COUNTRY) ? form.text(EnrollmentForm.COUNTRY) : null;
        TypedNumber read = TypedNumber.read(form.text(FIELD), country, numbers(context));
        return read.refusal() == null
                ? Typed.of(read.destination())
                : Typed.refused(FIELD, "twoFactorPhone-" + read.refusal());
    }

    @Override
    public Map<String, Object> fields(RequiredActionContext context, EnrollmentForm form, Destination standing) {
        NumberPolicy policy = numbers(context);
        return Map.of(
                FIELD,
                number(context, form, standing),
                "countries",
                Countries.of(policy, context.getSession().getContext().resolveLocale(context.getUser())),
                "country",
                country(form, policy));
    }

    private static String number(RequiredActionContext context, EnrollmentForm form, Destination standing) {
        if (form.has(FIELD)) {
            return Objects.requireNonNullElse(form.text(FIELD), "");
        }
        String suggested = context.getUser().getFirstAttribute(PROFILE_ATTRIBUTE);
        return standing == null ? Objects.requireNonNullElse(suggested, "") : standing.address();
    }

    private static String country(EnrollmentForm form, NumberPolicy policy) {
        String posted = form.has(EnrollmentForm.COUNTRY) ? form.text(EnrollmentForm.COUNTRY) : policy.homeCountry();
        return Objects.requireNonNullElse(posted, "");
    }

    private static NumberPolicy numbers(RequiredActionContext context) {
        return TwoFactor.of(context.getSession()).policy(context.getRealm()).numbers();
    }
}
