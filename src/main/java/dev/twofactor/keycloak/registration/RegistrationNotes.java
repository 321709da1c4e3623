package dev.twofactor.keycloak.registration;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.server.RealmDestinationKeys;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** What a tab knows of the phone or address that is proved in it: on the server, so that no form can swap it, and sealed. */
final class RegistrationNotes {

    private static final String CHANNEL = "two-factor.registration.channel";
    private static final String PENDING = "two-factor.registration.pending";
    private static final String PROVED = "two-factor.registration.proved";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AuthenticationSessionModel tab;

    RegistrationNotes(KeycloakSession session, RealmModel realm, AuthenticationSessionModel tab) {
        this.session = session;
        this.realm = realm;
        this.tab = tab;
    }

    /** The method that was chosen; empty where none was. */
    Optional<Channel> chosen() {
        return Optional.ofNullable(tab.getAuthNote(CHANNEL)).map(Channel::valueOf);
    }

    /** @param channel null to choose anew */
    void choose(Channel channel) {
        note(CHANNEL, channel == null ? null : channel.name());
        note(PENDING, null);
    }

    /** The phone or address that has a code on its way; its id is that of the code. */
    Optional<Proved> pending() {
        return read(PENDING);
    }

    void pending(CodeChannel channel, Destination destination, String challengeId) {
        write(PENDING, new Proved(channel, destination, challengeId));
    }

    void forgetPending() {
        note(PENDING, null);
    }

    /** What was proved; empty until the code was right. */
    Optional<Proved> proved() {
        return read(PROVED);
    }

    void proved(Proved proved) {
        write(PROVED, proved);
        note(PENDING, null);
    }

    void clear() {
        note(CHANNEL, null);
        note(PENDING, null);
        note(PROVED, null);
    }

    private void write(String name, Proved value) {
        String clear = String.join(
                " ",
                value.challengeId(),
                value.channel().channel().name(),
                value.destination().address());
        note(name, RealmDestinationKeys.seal(session, realm, clear));
    }

    private Optional<Proved> read(String name) {
        return Optional.ofNullable(tab.getAuthNote(name))
                .flatMap(note -> RealmDestinationKeys.open(session, realm, note))
                .map(clear -> clear.split(" ", 3))
                .flatMap(parts -> CodeChannels.of(Channel.valueOf(parts[1]).credentialType())
                        .flatMap(channel -> channel.destination(parts[2])
                                .map(destination -> new Proved(channel, destination, parts[0]))));
    }

    private void note(String name, String value) {
        if (value == null) {
            tab.removeAuthNote(name);
        } else {
            tab.setAuthNote(name, value);
        }
    }
}
