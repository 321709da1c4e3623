package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.testprovider.BreakAfterWrongCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits over all logins and users, as people and attackers meet them on a real server. */
class LimitsIT {

    private static final String REJECTED =
            "That code did not work or is no longer valid. Check the newest message, or send a new code.";

    private static TestRealm realm;

    private Duration ahead = Duration.ZERO;

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @ParameterizedTest(name = "each wrong code ends in a server error: {0}")
    @ValueSource(booleans = {false, true})
    void ofFiftyLoginsWithFiveWrongCodesEachTenAreComparedInADay(boolean breaking) {
        TestRealm ours = TestRealm.create(file -> {
                    forADayOfGuesses(file);
                    if (breaking) {
                        file.withArray("/eventsListeners").add(BreakAfterWrongCode.ID);
                    }
                })
                .withSetUp();
        liftLimitsOnMessages(ours);
        TestUser user = ours.newUser();
        TestKeycloak keycloak = TestKeycloak.shared();
        Guesser guesser = new Guesser(ours, user, url -> url, keycloak::setClockAhead);
        // The two right codes that it began with.
        assertThat(Rows.evaluations(user)).isEqualTo(2);

        guesser.login();
        assertThat(Rows.evaluations(user)).isEqualTo(2 + 5);
        guesser.settingUp();
        assertThat(Rows.evaluations(user)).isEqualTo(2 + 7);
        guesser.overRest();
        assertThat(Rows.evaluations(user)).isEqualTo(2 + 9);
        guesser.atTheTokenEndpoint();
        assertThat(Rows.evaluations(user)).isEqualTo(2 + 10);
        guesser.overRest();
        guesser.settingUp();
        int sent = new CodeInbox(user.phone()).count();
        for (int login = 2; login <= 50; login++) {
            guesser.round();
        }

        assertThat(Rows.evaluations(user)).isEqualTo(2 + 10);
        assertThat(guesser.accepted()).isZero();
        // A set-up's page forgets its code after some minutes; all other places take one each time.
        assertThat(guesser.statuses()).hasSizeGreaterThanOrEqualTo(50 * 9);
        // Broken or not, none of them ended the other way.
        assertThat(guesser.statuses()).contains(breaking ? 500 : 200).doesNotContain(breaking ? 200 : 500);
        assertThat(guesser.ahead()).isBetween(Duration.ofHours(22), Duration.ofHours(24));
        assertThat(new CodeInbox(user.phone()).count()).isEqualTo(sent);
        keycloak.setClockAhead(Duration.ofHours(24).plusMinutes(5));
        guesser.login();
        assertThat(Rows.evaluations(user)).isEqualTo(2 + 10 + 5);
    }

    /** Lets sessions, codes of pages and tokens of a realm outlive the day. */
    static void forADayOfGuesses(ObjectNode realm) {
        int days = (int) Duration.ofDays(2).toSeconds();
        realm.put("accessTokenLifespan", days).put("accessCodeLifespan", days);
        realm.put("accessCodeLifespanLogin", days).put("accessCodeLifespanUserAction", days);
        realm.put("ssoSessionIdleTimeout", days).put("ssoSessionMaxLifespan", days);
    }

    /** Leaves wrong codes as the only thing that is limited. */
    static void liftLimitsOnMessages(TestRealm realm) {
        realm.policy("sends-per-number-day", "1000");
        realm.policy("sends-per-number-10-minutes", "100");
        realm.policy("sends-per-user-hour", "30");
    }

    @Test
    void aLockedUsersRightCodeIsRefusedAndNothingIsSent() {
        TestUser user = realm.newUser();
        CodeInbox inbox = new CodeInbox(user.phone());
        SignIn standing = realm.signIn();
        standing.password(user);
        String right = inbox.code(1);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(1));
        for (int login = 2; login <= 3; login++) {
            SignIn browser = realm.signIn();
            browser.password(user);
            String wrong = inbox.wrongCode(login);
            for (int i = 0; i < 5; i++) {
                browser.code(wrong);
            }
        }

        Page refused = standing.code(right);

        assertThat(refused.isSignedIn()).isFalse();
        assertThat(refused.errors()).singleElement().asString().startsWith("Too many wrong codes.");
        assertThat(realm.signIn().password(user).isSignedIn()).isFalse();
        assertThat(inbox.count()).isEqualTo(3);
        assertThat(Rows.evaluations(user)).isEqualTo(10);
    }

    @Test
    void withoutThePasswordNothingCanBeCountedAgainstAUser() {
        TestUser user = realm.newUser();
        for (int i = 0; i < 15; i++) {
            SignIn stranger = realm.signIn();
            Page page = stranger.open().submit(Map.of("username", user.name(), "password", "no idea"));
            assertThat(page.isCodePage()).isFalse();
            page.submit(Map.of("username", user.name(), "password", "still no idea"));
        }
        // Somebody else types the number of the user into a set-up of his own, as often as that is let.
        BrowserSession thief = settingUp(realm, realm.newUserWithoutPhone());
        for (int i = 0; i < 6; i++) {
            thief.page().submit(Map.of("phoneNumber", user.phone()));
            if (!thief.page().html().select("[name=change]").isEmpty()) {
                thief.page().submit(Map.of("change", "true"));
            }
            move(Duration.ofSeconds(121));
        }
        int before = new CodeInbox(user.phone()).codes();

        assertThat(before).isPositive();
        assertThat(Rows.evaluations(user)).isZero();
        SignIn owner = realm.signIn();
        assertThat(owner.password(user).isCodePage()).isTrue();
        assertThat(owner.code(new CodeInbox(user.phone()).code(before + 1)).isSignedIn())
                .isTrue();
    }

    @Test
    void atTheTokenEndpointAndOverRestItTakesThePasswordTooToBeCounted() {
        TestRealm ours = TestRealm.createWithSetUp();
        TestUser user = ours.newUser();
        TokenEndpoint shop = TokenEndpoint.of(ours, "shop-api");
        assertThat(shop.call(user).state()).isEqualTo("code_sent");
        TestUser stranger = new TestUser(user.id(), user.name(), "no idea", user.phone(), "");

        for (int i = 0; i < 12; i++) {
            assertThat(shop.call(stranger, "otp", "000000").hasTokens()).isFalse();
            assertThat(shop.call(stranger, "two_factor_resend", "true").state()).isEmpty();
        }
        TestUser other = ours.newUserWithoutPhone();
        SelfService rest = new SelfService(ours, shop.tokenOf(other));
        rest.post("verifications", "{\"method\":\"sms\",\"destination\":\"" + user.phone() + "\"}");

        assertThat(Rows.evaluations(user)).isZero();
        assertThat(shop.call(user, "otp", new CodeInbox(user.phone()).code(1)).hasTokens())
                .isTrue();
        assertThat(Rows.evaluations(user)).isEqualTo(1);
    }

    @Test
    void oneNumberOverManyAccountsGetsFiveMessagesInTenMinutesAndThePageTellsTheWait() {
        String phone = PhoneNumbers.next();
        for (int i = 0; i < 5; i++) {
            realm.signIn().password(realm.newUser(phone, Credentials.phone(phone)));
        }
        TestUser sixth = realm.newUser(phone, Credentials.phone(phone));

        SignIn refused = realm.signIn();
        Page page = refused.password(sixth);

        assertThat(page.isCodePage()).isTrue();
        assertThat(page.errors())
                .singleElement()
                .asString()
                .matches(
                        "Too many messages were sent to this number\\. Try again in (9|10) min, or sign in another way\\.");
        new CodeInbox(phone).message(5);
        assertThat(new CodeInbox(phone).count()).isEqualTo(5);
        assertThat(findings(sixth)).containsExactly("two_factor_number_ten_minutes refused US");
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(10).plusSeconds(5));
        assertThat(realm.signIn().password(sixth).errors()).isEmpty();
        new CodeInbox(phone).message(6);
    }

    @Test
    void recordModeSendsAndTellsWhatItWouldHaveStopped() {
        TestRealm recording = TestRealm.create();
        recording.policy("budget-mode", "record");
        recording.policy("sends-per-number-day", "1");
        TestUser user = recording.newUser();
        recording.signIn().password(user);

        recording.signIn().password(user);

        new CodeInbox(user.phone()).message(2);
        assertThat(findings(recording, user)).containsExactly("two_factor_number_day recorded US");
    }

    @Test
    void unusedCodesOfOneAddressAreLimitedAndUsedOnesAreNot() {
        TestRealm limited = TestRealm.create();
        limited.policy("unverified-per-address-hour", "2");
        for (int i = 0; i < 4; i++) {
            TestUser user = limited.newUser();
            SignIn browser = limited.signIn();
            browser.password(user);
            assertThat(browser.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                    .isTrue();
        }
        limited.signIn().password(limited.newUser());
        limited.signIn().password(limited.newUser());

        TestUser late = limited.newUser();
        Page page = limited.signIn().password(late);

        assertThat(page.errors())
                .singleElement()
                .asString()
                .startsWith("Too many codes were sent from your network without being used. Try again in ");
        assertThat(new CodeInbox(late.phone()).count()).isZero();
        assertThat(findings(limited, late)).containsExactly("two_factor_address_hour refused US");
    }

    @Test
    void afterTooManyWrongCodesInARowTheMethodIsOffAndTheOthersGoOn() {
        TestRealm strict = TestRealm.create();
        strict.policy("consecutive-wrong", "3");
        String phone = PhoneNumbers.next();
        TestUser user = strict.newUser(phone, Credentials.phone(phone), Credentials.address(MailAddresses.next()));
        SignIn browser = strict.signIn();
        browser.password(user);
        String wrong = new CodeInbox(phone).wrongCode(1);
        for (int i = 0; i < 3; i++) {
            assertThat(browser.code(wrong).errors()).containsExactly(REJECTED);
        }

        Page off = browser.code(new CodeInbox(phone).code(1));

        assertThat(off.errors()).singleElement().asString().contains("this method is switched off");
        assertThat(strict.signIn().password(user).errors())
                .singleElement()
                .asString()
                .contains("this method is switched off");
        assertThat(new CodeInbox(phone).count()).isEqualTo(1);
        SignIn other = strict.signIn();
        other.password(user).tryAnotherWay().method("Email");
        assertThat(other.code(new CodeInbox(user.address()).code(1)).isSignedIn())
                .isTrue();
        assertThat(findings(strict, user)).contains("two_factor_method_disabled alarm null");
        assertThat(new CodeInbox(user.name() + "@test.example").message(1).text())
                .contains("Until you remove it and set it up again, this is switched off: codes by text message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "breaks"})
    void theOperatorsOwnCheckCanStopTheSecondMessage(String answer) {
        TestRealm checked =
                TestRealm.create(file -> file.withObject("/attributes").put("check", answer));
        TestUser user = checked.newUser();
        SignIn browser = checked.signIn();
        browser.password(user);
        String code = new CodeInbox(user.phone()).code(1);
        move(Duration.ofSeconds(31));

        Page page = browser.resend();

        assertThat(page.errors()).singleElement().asString().startsWith("We could not send another message.");
        assertThat(new CodeInbox(user.phone()).count()).isEqualTo(1);
        assertThat(findings(checked, user)).containsExactly("two_factor_check_failed refused US");
        assertThat(browser.code(code).isSignedIn()).isTrue();
    }

    @Test
    void anApplicationsAddressIsNotTakenForItsUsers() {
        TestRealm ours = TestRealm.createWithSetUp();
        ours.policy("unverified-per-address-hour", "1");
        TokenEndpoint shop = TokenEndpoint.of(ours, "shop-api");

        for (int i = 0; i < 3; i++) {
            assertThat(shop.call(ours.newUser()).state()).isEqualTo("code_sent");
        }
    }

    private static BrowserSession settingUp(TestRealm ours, TestUser user) {
        BrowserSession browser = BrowserSession.fresh();
        browser.get(BrowserSession.loginAddress(ours.name(), "web") + "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        return browser;
    }

    private void move(Duration time) {
        ahead = ahead.plus(time);
        TestKeycloak.shared().setClockAhead(ahead);
    }

    private static List<String> findings(TestUser user) {
        return findings(realm, user);
    }

    private static List<String> findings(TestRealm realm, TestUser user) {
        return StreamSupport.stream(realm.events(user).spliterator(), false)
                .filter(event -> event.path("details").has("two_factor_finding"))
                .map(LimitsIT::finding)
                .toList();
    }

    private static String finding(JsonNode event) {
        JsonNode details = event.path("details");
        return event.path("error").asText() + " "
                + details.path("two_factor_finding").asText() + " "
                + (details.has("two_factor_country")
                        ? details.path("two_factor_country").asText()
                        : null);
    }
}
