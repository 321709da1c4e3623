package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;

/** The page on which a person types a phone number or an address, and how it is read. */
public interface DestinationForm {

    /** The one for a channel. */
    static DestinationForm of(Channel channel) {
        return switch (channel) {
            case SMS -> new PhoneForm();
            case EMAIL -> new AddressForm();
        };
    }

    CodeChannel channel();

    String template();

    /** What was typed. */
    Typed read(KeycloakSession session, RealmModel realm, EnrollmentForm form);

    /**
     * What the page shows.
     *
     * @param user who is suggested what the profile says; null for somebody without an account
     * @param form what was sent last; its values stay in the fields
     * @param standing the number or address in use so far; null when there is none
     */
    Map<String, Object> fields(
            KeycloakSession session, RealmModel realm, UserModel user, EnrollmentForm form, Destination standing);

    /**
     * A destination, or what to tell the person at the field.
     *
     * @param destination null when it was refused
     * @param problem null when it was not
     */
    record Typed(Destination destination, FormMessage problem) {

        static Typed of(Destination destination) {
            return new Typed(destination, null);
        }

        static Typed refused(String field, String message) {
            return new Typed(null, new FormMessage(field, message));
        }

        @Override
        public String toString() {
            return "Typed[" + destination + "]";
        }
    }
}
