package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.email.EmailAddresses;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.TypedNumber;

/** Reads a phone number or address that an application sent: by the same rules as on the page. */
final class NewDestination {

    private NewDestination() {}

    static Destination read(Caller caller, Channel channel, Json body) {
        String typed = body.text("destination");
        return switch (channel) {
            case SMS -> number(caller, typed, body.has("country") ? body.text("country") : null);
            case EMAIL -> address(typed.strip());
        };
    }

    private static Destination number(Caller caller, String typed, String country) {
        TypedNumber read = TypedNumber.read(
                typed,
                country,
                TwoFactor.of(caller.session()).policy(caller.realm()).numbers());
        if (read.refusal() != null) {
            throw refused(read.refusal().name());
        }
        return read.destination();
    }

    private static Destination address(String typed) {
        if (!EmailAddresses.isSendable(typed)) {
            throw refused("NOT_AN_ADDRESS");
        }
        return EmailAddresses.destination(typed);
    }

    private static Problem refused(String reason) {
        return new Problem(Problem.Kind.BAD_DESTINATION)
                .with("field", "destination")
                .with("reason", reason.toLowerCase(java.util.Locale.ROOT));
    }
}
