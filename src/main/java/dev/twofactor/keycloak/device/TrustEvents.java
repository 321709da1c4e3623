package dev.twofactor.keycloak.device;

import dev.twofactor.keycloak.server.TwoFactor;
import org.keycloak.common.ClientConnection;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Tells Keycloak's events of trust, in the types that it has for credentials. */
final class TrustEvents {

    /** In every event of ours, so that our own listener knows it. */
    static final String MARK = "two_factor_trust";

    private TrustEvents() {}

    static void given(KeycloakSession session, RealmModel realm, UserModel user, String id) {
        TwoFactor.of(session).meters().trust().given();
        of(session, realm, user, EventType.UPDATE_CREDENTIAL)
                .detail(Details.CREDENTIAL_ID, id)
                .success();
    }

    /** @param reason an event of the matrix in kebab case, or {@code revoked} or {@code over} */
    static void ended(KeycloakSession session, RealmModel realm, UserModel user, String reason, int devices) {
        TwoFactor.of(session).meters().trust().ended(reason, devices);
        of(session, realm, user, EventType.REMOVE_CREDENTIAL)
                .detail("two_factor_trust_ended", reason)
                .detail("two_factor_devices", String.valueOf(devices))
                .success();
    }

    // Work after a commit may know no connection.
    private static EventBuilder of(KeycloakSession session, RealmModel realm, UserModel user, EventType type) {
        ClientConnection connection = session.getContext().getConnection();
        EventBuilder event =
                connection == null ? new EventBuilder(realm, session) : new EventBuilder(realm, session, connection);
        return event.event(type)
                .user(user)
                .detail(MARK, type == EventType.UPDATE_CREDENTIAL ? "given" : "ended")
                .detail(Details.CREDENTIAL_TYPE, TrustedDeviceCredential.TYPE);
    }
}
