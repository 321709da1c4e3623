package dev.twofactor.keycloak.store;

import dev.twofactor.domain.device.SecurityStamp;
import dev.twofactor.domain.device.Trust;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The row of one trusted browser; its cookie cannot be made from it. */
@Entity(name = "TwoFactorDevice")
@Table(name = "TWO_FACTOR_DEVICE")
public class DeviceEntity {

    @Id
    @Column(name = "ID")
    String id;

    @Column(name = "REALM_ID")
    String realmId;

    @Column(name = "USER_ID")
    String userId;

    @Column(name = "CLIENT_ID")
    String clientId;

    @Column(name = "HANDLE")
    String handle;

    @Column(name = "SECRET")
    String secret;

    @Column(name = "PREVIOUS")
    String previous;

    @Column(name = "ROTATED_AT")
    long rotatedAt;

    @Column(name = "SINCE")
    long since;

    @Column(name = "LAST_USED_AT")
    long lastUsedAt;

    @Column(name = "ENDS_AT")
    long endsAt;

    @Column(name = "PASSWORD_STAMP")
    String passwordStamp;

    @Column(name = "METHODS_STAMP")
    String methodsStamp;

    @Column(name = "EMAIL_STAMP")
    String emailStamp;

    @Column(name = "BROWSER")
    String browser;

    @Column(name = "SYSTEM_NAME")
    String system;

    @Column(name = "PLACE")
    String place;

    protected DeviceEntity() {}

    DeviceEntity(Trust trust) {
        id = trust.id();
        realmId = trust.owner().realmId();
        userId = trust.owner().userId();
        clientId = trust.owner().clientId();
        handle = trust.handle();
        secret = trust.secret();
        previous = trust.previous();
        rotatedAt = trust.rotatedAt().toEpochMilli();
        since = trust.since().toEpochMilli();
        lastUsedAt = trust.lastUsedAt().toEpochMilli();
        endsAt = trust.endsAt().toEpochMilli();
        passwordStamp = trust.stamp().password();
        methodsStamp = trust.stamp().methods();
        emailStamp = trust.stamp().email();
        browser = trust.browser().name();
        system = trust.browser().system();
        place = trust.browser().place();
    }

    Trust trust() {
        return new Trust(
                id,
                new Trust.Owner(realmId, userId, clientId),
                handle,
                secret,
                previous,
                Instant.ofEpochMilli(rotatedAt),
                Instant.ofEpochMilli(since),
                Instant.ofEpochMilli(lastUsedAt),
                Instant.ofEpochMilli(endsAt),
                new SecurityStamp(passwordStamp, methodsStamp, emailStamp),
                new Trust.Browser(text(browser), text(system), text(place)));
    }

    // Some databases read an empty text back as none.
    private static String text(String stored) {
        return stored == null ? "" : stored;
    }
}
