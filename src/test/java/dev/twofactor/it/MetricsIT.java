package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The figures on Keycloak's own endpoint, over whole logins. */
class MetricsIT {

    private static final String P = "keycloak_two_factor_";
    /** Of this class alone: what other classes' services did late is not counted with it. */
    private static final String SERVICE = "service=\"Counted\"";

    private static final String MAIL_SERVER = "service=\"smtp\"";
    private static final String NO_SERVICE = "service=\"none\"";

    private static TestRealm realm;

    private final Scrape before = Scrape.now();

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.realm();
        realm.service("title", "Counted");
        realm.service("price-per-segment", "0.05");
        TestUser first = realm.newUser();
        realm.signIn().password(first);
        new CodeInbox(first.phone()).awaitSettled(first);
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    private double rise(String metric, String... tags) {
        return Scrape.now().sum(P + metric, tags) - before.sum(P + metric, tags);
    }

    @Test
    void theTableInTheDocsHasEveryMetricOfTheEndpointWithItsTags() {
        assertThat(MetricsTable.read()).isEqualTo(before.ours());
    }

    @Test
    void aMessageIsCountedByChannelServiceCountryAndOutcomeWithItsTimesAndItsPrice() {
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        new CodeInbox(user.phone()).awaitSettled(user);

        assertThat(rise("messages_total", "channel=\"sms\"", SERVICE, "country=\"US\"", "outcome=\"accepted\""))
                .isEqualTo(1);
        assertThat(rise("attempts_seconds_count", "channel=\"sms\"", SERVICE, "outcome=\"accepted\""))
                .isEqualTo(1);
        assertThat(rise("accepted_seconds_count", "channel=\"sms\"")).isEqualTo(1);
        assertThat(rise("spend_total", SERVICE, "country=\"US\"")).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void aMailIsCountedWithoutCountryAndCostsNothing() {
        TestUser user = realm.newUserWithAddress();
        SignIn person = realm.signIn();
        person.password(user);
        new CodeInbox(user.address()).awaitSettled(user);

        assertThat(rise("messages_total", "channel=\"email\"", MAIL_SERVER, "country=\"none\"", "\"accepted\""))
                .isEqualTo(1);
        assertThat(rise("spend_total", MAIL_SERVER)).isZero();
        assertThat(rise("spend_total", SERVICE)).isZero();
        person.code(new CodeInbox(user.address()).code(1));
        assertThat(rise("verified_total", "channel=\"email\"")).isEqualTo(1);
    }

    @Test
    void aNoticeIsNoMessageWithACode() {
        TestUser user = realm.newUser();
        AdminAs.server()
                .send("DELETE", realm.name(), "users/" + user.id() + "/data", null)
                .good();
        new CodeInbox(user.phone()).message(1);
        Waiting.until(() -> rise("attempts_seconds_count", "channel=\"sms\"", SERVICE) == 1);

        assertThat(rise("spend_total", SERVICE)).isCloseTo(0.05, within(1e-9));
        assertThat(rise("messages_total", "channel=\"sms\"", SERVICE)).isZero();
        assertThat(rise("messages_total", "channel=\"sms\"", NO_SERVICE)).isZero();
        assertThat(rise("accepted_seconds_count", "channel=\"sms\"")).isZero();
    }

    @Test
    void typedCodesAreCountedByAnswerAndARightOneForAllMessagesThatCarriedIt() {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        CodeInbox inbox = new CodeInbox(user.phone());
        person.code(inbox.wrongCode(1));
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        person.resend();
        inbox.code(2);
        // Or it would count in the test that comes next.
        inbox.awaitSettled(user);
        person.code(inbox.code(1));

        assertThat(rise("codes_total", "method=\"sms\"", "verdict=\"wrong\"")).isEqualTo(1);
        assertThat(rise("codes_total", "method=\"sms\"", "verdict=\"accepted\""))
                .isEqualTo(1);
        assertThat(rise("verified_total", "channel=\"sms\"", "country=\"US\"")).isEqualTo(2);
        assertThat(rise("transactions_seconds_count")).isPositive();
    }

    @Test
    void codesOfAnAppAreCountedToo() {
        String secret = "JBSWY3DPEHPK3PXP";
        TestUser user = realm.newUser("", Credentials.app(secret));
        SignIn person = realm.signIn();
        person.password(user);
        assertThat(person.code(Credentials.appCode(secret)).isSignedIn()).isTrue();

        assertThat(rise("codes_total", "method=\"totp\"", "verdict=\"accepted\""))
                .isEqualTo(1);
        assertThat(rise("messages_total", SERVICE)).isZero();
        assertThat(rise("messages_total", NO_SERVICE)).isZero();
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isZero();
    }

    @Test
    void trustIsCountedWhenItIsGivenUsedAndEnded() {
        TestUser user = realm.newUser();
        SignIn browser = TrustKit.trusting(realm, user);
        assertThat(rise("trust_given_total")).isEqualTo(1);

        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
        assertThat(rise("trust_used_total")).isEqualTo(1);
        AdminAs.server().send("DELETE", realm.name(), "users/" + user.id() + "/devices", null);
        assertThat(rise("trust_ended_total", "reason=\"revoked\"")).isEqualTo(1);
    }

    @Test
    void usersWithASecondFactorAreCountedByTheTimerAndByNoScrape() {
        TestKeycloak.shared().runTask("two-factor-metrics");
        Scrape known = Scrape.now();
        realm.newUser();
        String method = "method=\"two-factor-sms\"";
        assertThat(Scrape.now().sum(P + "enrolled", method)).isEqualTo(known.sum(P + "enrolled", method));

        TestKeycloak.shared().runTask("two-factor-metrics");

        assertThat(Scrape.now().sum(P + "enrolled", method)).isEqualTo(known.sum(P + "enrolled", method) + 1);
    }

    @Test
    void nothingPersonalAndNoRealmIsATag() {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        String code = new CodeInbox(user.phone()).code(1);
        person.code(code);
        // Or it would count in the test that comes next.
        new CodeInbox(user.phone()).awaitSettled(user);

        String ours = String.join(
                "\n",
                Scrape.now().series().keySet().stream()
                        .filter(series -> series.startsWith(P))
                        .toList());

        assertThat(ours).doesNotContain(user.phone(), user.id(), user.name(), code, realm.name());
    }
}
