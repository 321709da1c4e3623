package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.SecurityStamp;
import dev.twofactor.domain.device.Trust;
import dev.twofactor.domain.device.TrustRule;
import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.keycloak.metrics.TrustMeters;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.Devices;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The trusted browsers of users: to list them and to end trust. A browser's trust is over the moment its row is removed
 * in this request's transaction; the credential that the consoles list goes after the commit, because writing it here could
 * fail a login that runs at the same time.
 */
public final class TrustedDevices {

    private final KeycloakSession session;
    private final Devices devices;

    private TrustedDevices(KeycloakSession session) {
        this.session = session;
        this.devices = new Devices(session);
    }

    public static TrustedDevices of(KeycloakSession session) {
        return new TrustedDevices(session);
    }

    /** The browsers whose trust stands now, the one that was used last first. */
    public List<TrustedDevice> list(RealmModel realm, UserModel user) {
        List<String> shown = new TrustCookies(session, realm).handlesShown();
        return standing(realm, user).stream()
                .sorted(Comparator.comparing(Trust::lastUsedAt).reversed())
                .map(trust -> listed(trust, shown.contains(trust.handle())))
                .toList();
    }

    /**
     * Ends the trust in one browser of this user.
     *
     * @param deviceId {@link TrustedDevice#id()}; anything else ends nothing
     * @return whether there was such trust
     */
    public boolean end(RealmModel realm, UserModel user, String deviceId) {
        boolean ended = devices.remove(realm.getId(), user.getId(), deviceId);
        if (ended) {
            settle(realm, user, TrustMeters.REVOKED, 1);
        }
        return ended;
    }

    /**
     * Ends all trust of this user because somebody asked for just that.
     *
     * @return how many browsers were trusted
     */
    public int endAll(RealmModel realm, UserModel user) {
        return endAll(realm, user, TrustMeters.REVOKED);
    }

    /**
     * Ends all trust of this user, and leaves nothing behind of trust that ended before either. Here the credentials go in this
     * request's transaction too: what is to be erased is gone with the answer, or the answer is a failure.
     */
    public void erase(RealmModel realm, UserModel user) {
        endAll(realm, user);
        LeftoverRows.remove(session, realm, user);
    }

    /**
     * Ends all trust of this user if the realm's policy lets this event end it.
     *
     * @return how many browsers were trusted; 0 where the policy leaves the event out
     */
    public int endAll(RealmModel realm, UserModel user, TrustEnd event) {
        if (!rule(realm).endsOn(event)) {
            return 0;
        }
        int ended = endAll(realm, user, TrustMeters.reason(event));
        if (ended > 0) {
            session.getKeycloakSessionFactory().publish(new TrustEnded(session, realm, user, event, ended));
        }
        return ended;
    }

    /**
     * Makes a change of this user's second factors that counts as this event and as no other: it ends all trust, or none
     * where the policy leaves the event out.
     */
    public void during(RealmModel realm, UserModel user, TrustEnd event, Runnable change) {
        String before = stamp(realm, user).methods();
        change.run();
        if (rule(realm).endsOn(event)) {
            endAll(realm, user, event);
        } else {
            devices.acceptMethods(
                    realm.getId(), user.getId(), before, stamp(realm, user).methods());
        }
    }

    /**
     * Ends all trust of this user because of a new password, or none where the policy leaves the event out.
     *
     * @param before what the account looked like before the change
     */
    void passwordSet(RealmModel realm, UserModel user, TrustEnd event, SecurityStamp before) {
        if (rule(realm).endsOn(event)) {
            endAll(realm, user, event);
        } else {
            devices.acceptPassword(
                    realm.getId(),
                    user.getId(),
                    before.password(),
                    stamp(realm, user).password());
        }
    }

    SecurityStamp stamp(RealmModel realm, UserModel user) {
        return AccountNow.of(session, realm, user).account().stamp();
    }

    /** Ends the trust of this user that stands no longer: by time, or because the account has changed. */
    public void sweep(RealmModel realm, UserModel user) {
        List<Trust> all = devices.of(realm.getId(), user.getId());
        if (!all.isEmpty()) {
            List<Trust> standing = standing(realm, user, all);
            long ended = all.stream()
                    .filter(trust -> !standing.contains(trust))
                    .filter(trust -> devices.remove(realm.getId(), user.getId(), trust.id()))
                    .count();
            settle(realm, user, TrustMeters.OVER, (int) ended);
        }
    }

    /**
     * Removes what has ended by time, of all realms: for a timer, on one node at a time.
     *
     * @param atMost how many rows one call looks at
     * @return how many it found; fewer than {@code atMost} when nothing is left
     */
    public int purge(int atMost) {
        List<Trust> ended = devices.ended(Instant.ofEpochMilli(Time.currentTimeMillis()), atMost);
        for (Trust trust : ended) {
            if (devices.remove(trust.owner().realmId(), trust.owner().userId(), trust.id())) {
                TwoFactor.of(session).meters().trust().ended(TrustMeters.OVER, 1);
            }
            LeftoverRows.removeAfterCommit(
                    session, trust.owner().realmId(), trust.owner().userId());
        }
        return ended.size();
    }

    List<Trust> standing(RealmModel realm, UserModel user) {
        return standing(realm, user, devices.of(realm.getId(), user.getId()));
    }

    private List<Trust> standing(RealmModel realm, UserModel user, List<Trust> all) {
        if (all.isEmpty()) {
            return all;
        }
        AccountNow now = AccountNow.of(session, realm, user);
        TrustRule rule = rule(realm);
        return all.stream()
                .filter(trust -> now.lists(trust.id()) && rule.stands(trust, now.account()))
                .toList();
    }

    private int endAll(RealmModel realm, UserModel user, String reason) {
        int ended = (int) devices.of(realm.getId(), user.getId()).stream()
                .filter(trust -> devices.remove(realm.getId(), user.getId(), trust.id()))
                .count();
        settle(realm, user, reason, ended);
        return ended;
    }

    private void settle(RealmModel realm, UserModel user, String reason, int ended) {
        if (ended > 0) {
            LeftoverRows.removeAfterCommit(session, realm.getId(), user.getId());
            TrustEvents.ended(session, realm, user, reason, ended);
        }
    }

    private TrustRule rule(RealmModel realm) {
        return TwoFactor.of(session).trustRule(realm);
    }

    private static TrustedDevice listed(Trust trust, boolean current) {
        return new TrustedDevice(
                trust.id(),
                trust.browser().name(),
                trust.browser().system(),
                trust.browser().place(),
                trust.since(),
                trust.lastUsedAt(),
                trust.endsAt(),
                Optional.ofNullable(trust.owner().clientId()).orElse(""),
                current);
    }
}
