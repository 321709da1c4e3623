package dev.twofactor.keycloak.server;

import dev.twofactor.domain.otp.DestinationKey;
import dev.twofactor.domain.otp.DestinationSeal;
import java.util.List;
import java.util.Optional;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The keys for the index of destinations, made from the realm's HS512 keys. */
public final class RealmDestinationKeys {

    private RealmDestinationKeys() {}

    /** The key for new rows. */
    public static DestinationKey active(KeycloakSession session, RealmModel realm) {
        return derive(session.keys().getActiveKey(realm, KeyUse.SIG, Algorithm.HS512));
    }

    /** The key for what is counted by destination; it matches nothing of the index. */
    public static DestinationKey limits(KeycloakSession session, RealmModel realm) {
        KeyWrapper key = session.keys().getActiveKey(realm, KeyUse.SIG, Algorithm.HS512);
        return DestinationKey.ofLimits(key.getSecretKey().getEncoded());
    }

    /** All keys that rows may have been written with. */
    public static List<DestinationKey> all(KeycloakSession session, RealmModel realm) {
        return session.keys()
                .getKeysStream(realm, KeyUse.SIG, Algorithm.HS512)
                .filter(key -> key.getStatus().isEnabled())
                .map(RealmDestinationKeys::derive)
                .toList();
    }

    /** Seals a destination with the realm's active key. */
    public static String seal(KeycloakSession session, RealmModel realm, String clear) {
        KeyWrapper key = session.keys().getActiveKey(realm, KeyUse.SIG, Algorithm.HS512);
        return DestinationSeal.derive(key.getSecretKey().getEncoded())
                .seal(clear, TwoFactor.of(session).random());
    }

    /** Opens what one of the realm's enabled keys sealed; empty for anything else. */
    public static Optional<String> open(KeycloakSession session, RealmModel realm, String sealed) {
        return session.keys()
                .getKeysStream(realm, KeyUse.SIG, Algorithm.HS512)
                .filter(key -> key.getStatus().isEnabled())
                .map(key ->
                        DestinationSeal.derive(key.getSecretKey().getEncoded()).open(sealed))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static DestinationKey derive(KeyWrapper key) {
        return DestinationKey.derive(key.getSecretKey().getEncoded());
    }
}
