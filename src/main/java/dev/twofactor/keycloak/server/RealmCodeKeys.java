package dev.twofactor.keycloak.server;

import dev.twofactor.domain.otp.CodeKey;
import dev.twofactor.domain.otp.CodeKeys;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The realm's HS512 keys, read at once: later use happens inside another transaction. */
final class RealmCodeKeys implements CodeKeys {

    private final KeyWrapper active;
    private final Map<String, KeyWrapper> enabled;

    RealmCodeKeys(KeycloakSession session, RealmModel realm) {
        active = session.keys().getActiveKey(realm, KeyUse.SIG, Algorithm.HS512);
        enabled = session.keys()
                .getKeysStream(realm, KeyUse.SIG, Algorithm.HS512)
                .filter(key -> key.getStatus().isEnabled())
                .collect(Collectors.toMap(KeyWrapper::getKid, key -> key, (first, second) -> first));
    }

    @Override
    public CodeKey active() {
        return derive(active);
    }

    @Override
    public Optional<CodeKey> byId(String id) {
        return Optional.ofNullable(enabled.get(id)).map(RealmCodeKeys::derive);
    }

    private static CodeKey derive(KeyWrapper key) {
        return CodeKey.derive(key.getKid(), key.getSecretKey().getEncoded());
    }
}
