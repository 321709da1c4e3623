package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.AllowedMethods;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.email.EmailAddresses;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.TypedNumber;
import java.util.Arrays;
import java.util.Locale;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads a phone number or address that an application sent: by the same rules as on the page. */
final class NewDestination {

    private NewDestination() {}

    /** The channel that the call names, if the policy lets people use it. */
    static CodeChannel channel(KeycloakSession session, RealmModel realm, Json body) {
        String method = body.text("method");
        TwoFactorPolicy policy = TwoFactor.of(session).policy(realm);
        Channel channel = Arrays.stream(Channel.values())
                .filter(known -> known.key().equals(method))
                .findFirst()
                .orElseThrow(() -> new Problem(Problem.Kind.BAD_FIELD).with("field", "method"));
        if (policy.enrollment().requirement() == Requirement.OFF
                || !AllowedMethods.of(policy).allows(channel.credentialType())) {
            throw new Problem(Problem.Kind.METHOD_NOT_ALLOWED_BY_POLICY).with("field", "method");
        }
        return CodeChannels.of(channel.credentialType()).orElseThrow();
    }

    static Destination read(KeycloakSession session, RealmModel realm, Channel channel, Json body) {
        String typed = body.text("destination");
        return switch (channel) {
            case SMS -> number(session, realm, typed, body.textOrNull("country"));
            case EMAIL -> address(typed.strip());
        };
    }

    private static Destination number(KeycloakSession session, RealmModel realm, String typed, String country) {
        TypedNumber read = TypedNumber.read(
                typed, country, TwoFactor.of(session).policy(realm).numbers());
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
                .with("reason", reason.toLowerCase(Locale.ROOT));
    }
}
