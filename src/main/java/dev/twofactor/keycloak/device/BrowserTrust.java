package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.Occasion;
import dev.twofactor.domain.device.Trust;
import dev.twofactor.domain.device.TrustRule;
import dev.twofactor.domain.device.TrustScope;
import dev.twofactor.domain.device.TrustToken;
import dev.twofactor.domain.device.TrustVerdict;
import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.domain.policy.TrustPolicy;
import dev.twofactor.keycloak.email.SignInPlace;
import dev.twofactor.keycloak.metrics.TrustMeters;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.Devices;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** The trust between one user and the browser of one login: recognised after the first factor, given after the second. */
public final class BrowserTrust {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final Occasion occasion;
    private final TrustPolicy policy;
    private final TrustRule rule;
    private final Devices devices;
    private final TrustCookies cookies;
    private final String clientId;
    private final String cookie;

    /** @param tab the login, whose first factor has been proved by {@code user} */
    public BrowserTrust(KeycloakSession session, RealmModel realm, UserModel user, AuthenticationSessionModel tab) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.occasion = LoginOccasion.of(tab);
        this.policy = TwoFactor.of(session).policy(realm).trust();
        this.rule = TwoFactor.of(session).trustRule(realm);
        this.devices = new Devices(session);
        this.cookies = new TrustCookies(session, realm);
        this.clientId =
                occasion.scope() == TrustScope.THIS_CLIENT ? tab.getClient().getId() : null;
        this.cookie = TrustCookies.name(user.getId(), clientId);
    }

    /** Days for the label of the box; 0 where the box is not shown. */
    public int daysOffered() {
        return occasion.offersTrust(policy) ? policy.days() : 0;
    }

    /**
     * Recognises the browser by its cookie and renews this. A browser without one costs nothing, a trusted one an update, which
     * finds the browser's row as it is expected to be; what is not as expected is read and judged.
     *
     * @return the trust that spares the second factor; empty where the user is to be asked
     */
    public Optional<Trust> recognise() {
        if (!occasion.allowsTrust(policy) || !cookies.isShown(cookie)) {
            return Optional.empty();
        }
        Optional<TrustToken> shown = cookies.shown(cookie);
        Optional<Trust> trusted = shown.isPresent() ? recognised(shown.get()) : refused();
        trusted.ifPresent(trust -> meters().used());
        return trusted;
    }

    private Optional<Trust> recognised(TrustToken shown) {
        return expected(shown).flatMap(trust -> renewed(trust, shown)).or(() -> read(shown));
    }

    private Optional<Trust> read(TrustToken shown) {
        Optional<Trust> known = stored(shown);
        return known.isPresent() ? judged(known.get(), shown) : refused();
    }

    // Not for who only lost a race: the winner's answer brings this browser its next value.
    private Optional<Trust> refused() {
        cookies.clearAfterCommit(cookie);
        return Optional.empty();
    }

    private Optional<Trust> expected(TrustToken shown) {
        AccountNow now = account();
        String handle = shown.handleHash();
        return now.devices().stream()
                .filter(row -> TrustedDeviceCredential.isOf(row, handle))
                .findFirst()
                .flatMap(row -> TrustedDeviceCredential.expected(
                        row, owner(), handle, shown.secretHash(), now.account().stamp(), now()))
                .filter(trust -> rule.stands(trust, now.account()));
    }

    private TrustMeters meters() {
        return TwoFactor.of(session).meters().trust();
    }

    /**
     * Gives trust to the browser, in place of what it had for this user. Only for a login whose second factor has just been
     * proved.
     *
     * @param unknown how to call a browser that tells nothing of itself
     */
    public void give(String unknown) {
        if (daysOffered() == 0) {
            return;
        }
        cookies.shown(cookie).flatMap(this::stored).ifPresent(this::remove);
        rule.makingRoom(TrustedDevices.of(session).standing(realm, user)).forEach(this::remove);
        SignInPlace place = SignInPlace.of(session);
        TrustToken token = TrustToken.fresh(TwoFactor.of(session).random());
        Instant now = now();
        Instant end = rule.endOfNew();
        String id = TrustedDeviceCredential.store(user, place, unknown, token.handleHash(), now, end);
        devices.add(new Trust(
                id,
                owner(),
                token.handleHash(),
                token.secretHash(),
                null,
                now,
                now,
                now,
                end,
                account().account().stamp(),
                new Trust.Browser(
                        place.browser(), place.system(), ApproximatePlace.of(session, policy.placeHeader()))));
        cookies.setAfterCommit(cookie, token, end);
        TrustEvents.given(session, realm, user, id);
    }

    private Optional<Trust> stored(TrustToken token) {
        return devices.byHandle(token.handleHash()).filter(this::isOurs);
    }

    private boolean isOurs(Trust trust) {
        return trust.owner().equals(owner());
    }

    private Trust.Owner owner() {
        return new Trust.Owner(realm.getId(), user.getId(), clientId);
    }

    private AccountNow account() {
        return AccountNow.of(session, realm, user);
    }

    private Optional<Trust> judged(Trust trust, TrustToken shown) {
        return switch (verdict(trust, shown)) {
            case CURRENT -> renewed(trust, shown).or(() -> justRenewed(shown));
            case JUST_RENEWED -> Optional.of(trust);
            case COPIED -> {
                endAllOf(trust);
                yield refused();
            }
            case OVER -> {
                tidyAway(trust);
                yield refused();
            }
        };
    }

    // Of many requests with one value one renews it; the others find, once that one is committed, that it was renewed a
    // moment ago, or that trust has ended.
    private Optional<Trust> justRenewed(TrustToken shown) {
        return devices.newestByHandle(shown.handleHash())
                .filter(this::isOurs)
                .filter(again -> verdict(again, shown) == TrustVerdict.JUST_RENEWED);
    }

    private void tidyAway(Trust over) {
        if (devices.remove(realm.getId(), user.getId(), over.id())) {
            meters().ended(TrustMeters.OVER, 1);
        }
        LeftoverRows.removeAfterCommit(session, realm.getId(), user.getId());
    }

    private TrustVerdict verdict(Trust trust, TrustToken shown) {
        AccountNow now = account();
        return now.lists(trust.id()) ? rule.judge(trust, shown, now.account()) : TrustVerdict.OVER;
    }

    private Optional<Trust> renewed(Trust expected, TrustToken shown) {
        TrustToken next = shown.next(TwoFactor.of(session).random());
        if (!devices.renew(expected, rule.idleSince(), next.secretHash(), now())) {
            return Optional.empty();
        }
        cookies.setAfterCommit(cookie, next, expected.endsAt());
        return Optional.of(expected);
    }

    private void endAllOf(Trust copied) {
        TrustedDevices all = TrustedDevices.of(session);
        if (all.endAll(realm, user, TrustEnd.COPIED) == 0) {
            all.end(realm, user, copied.id());
        }
    }

    private void remove(Trust trust) {
        if (devices.remove(realm.getId(), user.getId(), trust.id())) {
            meters().ended(TrustMeters.REPLACED, 1);
        }
        user.credentialManager().removeStoredCredentialById(trust.id());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
