package dev.twofactor.keycloak.server;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Relay;
import dev.twofactor.domain.device.TrustRule;
import dev.twofactor.domain.enrollment.AskedRecord;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.CodeReports;
import dev.twofactor.domain.otp.Limits;
import dev.twofactor.domain.otp.Locks;
import dev.twofactor.domain.otp.Proofs;
import dev.twofactor.domain.otp.Tries;
import dev.twofactor.gateway.breaker.Breakers;
import dev.twofactor.gateway.transport.VendorHttpClient;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.delivery.Outbox;
import dev.twofactor.keycloak.delivery.TimedThreads;
import dev.twofactor.keycloak.metrics.Meters;
import dev.twofactor.keycloak.store.DestinationClaims;
import dev.twofactor.keycloak.store.LostRows;
import dev.twofactor.keycloak.store.ReportableCodes;
import dev.twofactor.keycloak.store.StoredUser;
import dev.twofactor.keycloak.store.Turns;
import java.security.SecureRandom;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/** The product as one Keycloak session sees it: every entry point starts here. */
public final class TwoFactor implements Provider {

    private final KeycloakSession session;
    private final SharedParts shared;

    TwoFactor(KeycloakSession session, SharedParts shared) {
        this.session = session;
        this.shared = shared;
    }

    public static TwoFactor of(KeycloakSession session) {
        return session.getProvider(TwoFactor.class);
    }

    /**
     * The realm's policy.
     *
     * @throws dev.twofactor.domain.policy.SettingException when a stored setting cannot be used
     */
    public TwoFactorPolicy policy(RealmModel realm) {
        return shared.policies().of(realm);
    }

    /** The name of the company for screens and messages: never empty. */
    public String companyName(RealmModel realm) {
        String chosen = policy(realm).companyName();
        if (chosen != null) {
            return chosen;
        }
        String display = realm.getDisplayName();
        return display == null || display.isBlank() ? realm.getName() : display;
    }

    /** The life of codes under the realm's policy and keys. */
    public CodeLifeCycle codes(RealmModel realm, Occasion occasion) {
        return new CodeLifeCycle(
                shared.codeStore(),
                new RealmCodeKeys(session, realm),
                policy(realm).codes(),
                limits(realm, occasion),
                shared.clock(),
                shared.random());
    }

    /** What came back before there was an account. */
    public Proofs proofs() {
        return new Proofs(shared.codeStore());
    }

    /**
     * Turns of applications' requests that change something. Each holds a connection and asks for another for its code; as
     * many at once as there are of those, so that none of them waits with the first in its hand.
     */
    public Turns requests() {
        return shared.requests();
    }

    /** Where messages of a channel wait for their sender. */
    public Outbox outbox(Channel channel) {
        return shared.outboxes().get(channel);
    }

    /** Carries requests to vendors; one pool of connections for all realms. */
    public VendorHttpClient vendors() {
        return shared.vendors();
    }

    /** What the server counts. */
    public Meters meters() {
        return shared.meters();
    }

    /** How texts find a service that takes them. */
    public Relay relay() {
        return shared.relay();
    }

    /** How the services do. */
    public Breakers breakers() {
        return shared.breakers();
    }

    public Clock clock() {
        return shared.clock();
    }

    /** The threads that talk to mail servers. */
    public TimedThreads mailThreads() {
        return shared.mailThreads();
    }

    /** Tries of codes that somebody else compares, under the realm's policy. */
    public Tries tries(RealmModel realm) {
        return new Tries(shared.codeStore(), policy(realm).codes(), limits(realm, Occasion.SILENT), shared.clock());
    }

    /** What is counted and noted of a user, as it stands. */
    public StoredUser stored(RealmModel realm, UserModel user) {
        return StoredUser.of(session, realm.getId(), user.getId());
    }

    /** What wrong codes have locked of a user, as it stands. */
    public Locks locks(RealmModel realm, UserModel user) {
        return new Locks(stored(realm, user).counts(), policy(realm).codes(), clock().instant());
    }

    /** Lifts that, in a transaction of its own. */
    public void unlock(RealmModel realm, UserModel user) {
        Locks.lift(shared.codeStore(), realm.getId(), user.getId());
    }

    /** The word of those who got a code and did not ask for it. */
    public CodeReports codeReports(RealmModel realm) {
        ReportableCodes links = new ReportableCodes(session, realm.getId());
        return new CodeReports(
                realm.getId(),
                shared.codeStore(),
                links::find,
                shared.clock(),
                new FindingReports(session, realm, shared.meters().codes()));
    }

    private Limits limits(RealmModel realm, Occasion occasion) {
        return RealmLimits.of(session, realm, policy(realm), shared, occasion);
    }

    /** When trust in browsers stands, under the realm's policy. */
    public TrustRule trustRule(RealmModel realm) {
        return new TrustRule(policy(realm).trust(), shared.clock());
    }

    /** The server's source of randomness. */
    public SecureRandom random() {
        return shared.random();
    }

    /** Who takes a phone or address first, where each may serve one user only. */
    public DestinationClaims claims() {
        return shared.claims();
    }

    /** Our rows of users who are gone. */
    public LostRows lostRows() {
        return shared.lostRows();
    }

    /** When a user was asked to set up a second factor. */
    public AskedRecord asked(RealmModel realm, UserModel user) {
        return new AskedRecord(shared.codeStore(), realm.getId(), user.getId());
    }

    /** The operator's policy and service, for realms without their own. */
    public ServerDefaults defaults() {
        return shared.defaults();
    }

    public ServerOptions options() {
        return shared.options();
    }

    @Override
    public void close() {
        // The shared parts live as long as the server.
    }
}
