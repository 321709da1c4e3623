package dev.twofactor.keycloak.registration;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.server.RealmDestinationKeys;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.TokenCategory;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.JsonWebToken;

/**
 * Says, signed with the realm's key, that somebody holds a phone or address: good for one account, for minutes, in the hands
 * of one client of one realm. The phone or address is sealed, so that whoever sees the token learns neither. Keycloak's
 * decoding checks nothing but that some key of the realm signed it.
 */
public final class VerificationTokens {

    /** Long enough for a person to fill in a form. */
    public static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final String TYPE = "two-factor-verification";

    private final KeycloakSession session;
    private final RealmModel realm;

    public VerificationTokens(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** A token for what was proved to this client. */
    public String sign(ClientModel client, Proved proved) {
        Token token = new Token();
        token.destination = RealmDestinationKeys.seal(
                session,
                realm,
                proved.channel().channel().name() + " " + proved.destination().address());
        token.id(proved.challengeId())
                .type(TYPE)
                .issuer(realm.getId())
                .issuedFor(client.getId())
                .iat(now())
                .exp(now() + GOOD_FOR.toSeconds());
        return session.tokens().encode(token);
    }

    /** What a token proves; empty when it is forged, over, of another realm or client. It may be used up nevertheless. */
    public Optional<Proved> read(ClientModel client, String signed) {
        return Optional.ofNullable(session.tokens().decode(signed, Token.class))
                .filter(token -> TYPE.equals(token.getType()))
                .filter(token -> realm.getId().equals(token.getIssuer()))
                .filter(token -> client.getId().equals(token.getIssuedFor()))
                .filter(token -> token.getExp() != null && token.getExp() > now())
                .filter(token -> token.getId() != null && token.destination != null)
                .flatMap(this::proved);
    }

    private Optional<Proved> proved(Token token) {
        return RealmDestinationKeys.open(session, realm, token.destination)
                .map(clear -> clear.split(" ", 2))
                .flatMap(parts -> CodeChannels.of(Channel.valueOf(parts[0]).credentialType())
                        .flatMap(channel -> channel.destination(parts[1])
                                .map(destination -> new Proved(channel, destination, token.getId()))));
    }

    private static long now() {
        return Time.currentTimeMillis() / 1000;
    }

    /** What is signed. */
    public static final class Token extends JsonWebToken {

        private static final long serialVersionUID = 1L;

        /** Sealed. */
        @JsonProperty("dst")
        private String destination;

        @Override
        public TokenCategory getCategory() {
            return TokenCategory.INTERNAL;
        }
    }
}
