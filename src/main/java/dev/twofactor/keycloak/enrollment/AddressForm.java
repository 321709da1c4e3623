package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.email.EmailAddresses;
import dev.twofactor.keycloak.email.EmailChannel;
import java.util.Map;
import java.util.Objects;
import org.keycloak.authentication.RequiredActionContext;

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
    public Typed read(RequiredActionContext context, EnrollmentForm form) {
        String typed = form.text(FIELD);
        return typed != null && EmailAddresses.isSendable(typed.strip())
                ? Typed.of(EmailAddresses.destination(typed.strip()))
                : Typed.refused(FIELD, "twoFactorEmail-NOT_AN_ADDRESS");
    }

    @Override
    public Map<String, Object> fields(RequiredActionContext context, EnrollmentForm form, Destination standing) {
        String suggested = standing == null ? context.getUser().getEmail() : standing.address();
        String shown = form.has(FIELD) ? form.text(FIELD) : suggested;
        return Map.of(FIELD, Objects.requireNonNullElse(shown, ""));
    }
}
