package dev.twofactor.keycloak.channel;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.email.EmailChannel;
import dev.twofactor.keycloak.sms.SmsChannel;
import java.util.List;
import java.util.Optional;

/** Finds the channel of a credential type. */
public final class CodeChannels {

    private static final List<CodeChannel> ALL = List.of(new SmsChannel(), new EmailChannel());

    private CodeChannels() {}

    /** The channel whose destinations the type stores; empty for other methods. */
    public static Optional<CodeChannel> of(String credentialType) {
        return ALL.stream()
                .filter(channel -> channel.channel().credentialType().equals(credentialType))
                .findFirst();
    }

    /** What may be shown of a stored phone or address; empty for other methods. */
    public static String masked(String credentialType, String address) {
        return Optional.ofNullable(address)
                .flatMap(stored -> of(credentialType)
                        .flatMap(channel -> channel.destination(stored).map(Destination::masked)))
                .orElse("");
    }
}
