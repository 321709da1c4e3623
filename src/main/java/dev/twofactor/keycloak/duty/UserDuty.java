package dev.twofactor.keycloak.duty;

import dev.twofactor.domain.enrollment.AskedRecord;
import dev.twofactor.domain.enrollment.Duty;
import dev.twofactor.domain.enrollment.EnrollmentRule;
import dev.twofactor.domain.enrollment.Person;
import dev.twofactor.domain.enrollment.Recorded;
import dev.twofactor.domain.otp.Asked;
import dev.twofactor.domain.policy.EnrollmentPolicy;
import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.FactorSwitch;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What one user has to do at one login. It is worked out anew from policy, credentials and flow each time it is asked:
 * nothing that a browser could make the server forget decides on it.
 */
public final class UserDuty {

    private static final String BY_PASSKEY = "two-factor.by-passkey";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final AuthenticationSessionModel tab;
    private final EnrollmentPolicy policy;
    private final AskedRecord record;
    private final Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());

    public UserDuty(KeycloakSession session, RealmModel realm, UserModel user, AuthenticationSessionModel tab) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.tab = tab;
        this.policy = TwoFactor.of(session).policy(realm).enrollment();
        this.record = TwoFactor.of(session).asked(realm, user);
    }

    /**
     * The duty now; {@link Duty#NONE} for who has a usable second factor.
     *
     * @throws dev.twofactor.keycloak.store.StoreBusyException when the store is too busy: nothing may be concluded
     */
    public Duty duty() {
        if (!concernsAnybody()) {
            return Duty.NONE;
        }
        Optional<String> flow = FlowInForce.of(realm, tab);
        return flow.isEmpty() || cameByPasskey() || hasFactorIn(flow.get()) ? Duty.NONE : dutyWithoutFactor();
    }

    /** What a requirement that is only recorded would have made of this login; asks no store that could be too busy. */
    public Recorded recorded() {
        Optional<String> flow = policy.recordOnly() && policy.requiresAnybody()
                ? FlowInForce.of(realm, tab).filter(id -> !cameByPasskey())
                : Optional.empty();
        if (flow.isEmpty()) {
            return Recorded.NOTHING;
        }
        boolean usable = hasFactorIn(flow.get());
        boolean switchedOff = usable && new FactorSwitch(session).isOff(realm.getId(), user.getId());
        return new EnrollmentRule(policy).recorded(person(Asked.NEVER), usable, switchedOff, now);
    }

    /** Notes that the user is asked now, which begins grace and the days between offers. */
    public void ask(Duty duty) {
        if (duty == Duty.POSTPONABLE) {
            record.required(now);
        } else if (duty == Duty.OFFERED) {
            record.offered(now);
        }
    }

    /** Whether the user has a second factor that this login's flow can ask for. */
    public boolean hasFactor() {
        return FlowInForce.of(realm, tab).filter(this::hasFactorIn).isPresent();
    }

    private boolean concernsAnybody() {
        boolean required = policy.requiresAnybody() && !policy.recordOnly();
        return policy.requirement() != Requirement.OFF && (required || policy.offerEveryDays() > 0);
    }

    // Who signs in without a password by a passkey has shown two factors with it; the session remembers it for the
    // applications that it opens later.
    private boolean cameByPasskey() {
        if (AuthenticatorUtil.getAuthnCredentials(tab).contains(WebAuthnCredentialModel.TYPE_PASSWORDLESS)) {
            tab.setUserSessionNote(BY_PASSKEY, "true");
            return true;
        }
        UserSessionModel existing = AuthenticatorUtil.isSSOAuthentication(tab)
                ? session.sessions()
                        .getUserSession(realm, tab.getParentSession().getId())
                : null;
        return existing != null && existing.getNote(BY_PASSKEY) != null;
    }

    private boolean hasFactorIn(String flow) {
        return new UsableSteps(session, realm, user).isAnyIn(flow);
    }

    private Duty dutyWithoutFactor() {
        Asked asked = policy.graceDays() > 0 || policy.offerEveryDays() > 0 ? record.read() : Asked.NEVER;
        return new EnrollmentRule(policy).dutyOf(person(asked), now);
    }

    private Person person(Asked asked) {
        Long created = user.getCreatedTimestamp();
        return new Person(
                new RequiredUsers(session, realm).isNamed(user),
                created == null ? null : Instant.ofEpochMilli(created),
                asked.first(),
                asked.lastOffer());
    }
}
