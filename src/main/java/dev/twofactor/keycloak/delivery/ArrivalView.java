package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.otp.CodeStatus;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What a page needs to follow its message without being loaded again. */
public final class ArrivalView {

    /** Where the status of messages is told, below the realm. */
    public static final String RESOURCE = "two-factor-delivery";

    private ArrivalView() {}

    /** Key {@code address} of the status, key {@code sends} of messages so far; empty and 0 where there is none. */
    public static Map<String, Object> of(KeycloakSession session, RealmModel realm, CodeStatus status) {
        if (status == null) {
            return Map.of("address", "", "sends", 0);
        }
        String address = session.getContext()
                .getUri()
                .getBaseUriBuilder()
                .path("realms")
                .path(realm.getName())
                .path(RESOURCE)
                .path("status")
                .path(status.challengeId())
                .build()
                .toString();
        return Map.of("address", address, "sends", status.sends());
    }
}
