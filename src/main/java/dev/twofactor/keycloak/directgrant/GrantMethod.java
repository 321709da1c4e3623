package dev.twofactor.keycloak.directgrant;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.delivery.CodeChannel;
import java.time.Instant;
import org.keycloak.models.credential.OTPCredentialModel;

/**
 * One phone, address or authenticator app of the user.
 *
 * @param credentialId id of its credential; empty where only a user storage knows the app
 * @param channel how codes get there; null for an app
 * @param destination where they go; null for an app
 * @param boundAt when it was set up; null for an app, or when nobody knows
 */
record GrantMethod(String credentialId, CodeChannel channel, Destination destination, Instant boundAt) {

    static GrantMethod app(String credentialId) {
        return new GrantMethod(credentialId, null, null, null);
    }

    boolean isApp() {
        return channel == null;
    }

    /** Whether it costs nothing. */
    boolean isFree() {
        return FactorTypes.FREE.contains(credentialType());
    }

    /** Its name in requests and answers: {@code sms}, {@code email} or {@code totp}. */
    String key() {
        return isApp() ? "totp" : channel.channel().key();
    }

    String credentialType() {
        return isApp() ? OTPCredentialModel.TYPE : channel.channel().credentialType();
    }

    /** Whether a request's {@code two_factor_method} means this one. */
    boolean isNamed(String name) {
        return key().equals(name) || !credentialId.isEmpty() && credentialId.equals(name);
    }
}
