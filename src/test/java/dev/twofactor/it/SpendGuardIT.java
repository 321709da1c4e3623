package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What people meet while a day's money for text messages runs out, stage by stage. One unit of it is spent, and a message costs 0.01. */
class SpendGuardIT {

    private static final String SECRET = "JBSWY3DPEHPK3PXP";
    private static final String GIVES_WAY =
            "We cannot send text messages right now. Please sign in with one of your other methods.";
    private static final String NOTHING = "We cannot send messages right now.";

    private final TestRealm realm = realmThatSpentOne();

    private static TestRealm realmThatSpentOne() {
        TestRealm realm = TestRealm.create();
        realm.service("price-per-segment", "1");
        realm.policy("spend-per-day", "10");
        realm.signIn().password(realm.newUser());
        realm.service("price-per-segment", "0.01");
        return realm;
    }

    @Test
    void withTheMessageThatReachesEightyPerCentAnAlarmIsRaisedAndItLeaves() {
        realm.policy("spend-per-day", "1.27");
        assertThat(texts(realm.newUser())).isEqualTo(1);
        assertThat(findings()).isEmpty();

        assertThat(texts(realm.newUser())).isEqualTo(1);
        assertThat(texts(realm.newUser())).isEqualTo(1);

        assertThat(findings()).containsExactly("two_factor_spend_warning alarm");
    }

    @Test
    void fromNinetyPerCentOnTextsGiveWayToEmailByThemselves() {
        realm.policy("spend-per-day", "1.1");
        TestUser both = userWithEmail();
        SignIn person = realm.signIn();

        Page page = person.password(both);

        assertThat(page.errors()).isEmpty();
        assertThat(page.notices()).contains(GIVES_WAY);
        assertThat(person.code(new CodeInbox(both.address()).code(1)).isSignedIn())
                .isTrue();
        assertThat(new CodeInbox(both.phone()).count()).isZero();
        assertThat(findings()).containsExactly("two_factor_spend_gives_way refused");
        assertThat(texts(realm.newUser())).isEqualTo(1);
        assertThat(textsOfSetUp()).isEqualTo(1);
    }

    @Test
    void fromNinetyPerCentOnTextsGiveWayToAnAppByThemselves() {
        realm.policy("spend-per-day", "1.1");
        String phone = PhoneNumbers.next();
        TestUser both = realm.newUser(phone, Credentials.phone(phone), Credentials.app(SECRET));
        SignIn person = realm.signIn();

        assertThat(person.password(both).text()).contains(GIVES_WAY);

        assertThat(person.code(Credentials.appCode(SECRET)).isSignedIn()).isTrue();
        assertThat(new CodeInbox(phone).count()).isZero();
    }

    @Test
    void aMethodThatThisLoginDoesNotTakeIsNoReasonToGiveWay() {
        realm.policy("spend-per-day", "1.1");
        realm.policy("methods", "sms");

        assertThat(texts(userWithEmail())).isEqualTo(1);
    }

    @Test
    void anApplicationIsLedToWhatCostsNothingUnlessItAsksForATextMessage() {
        realm.policy("spend-per-day", "1.1");
        TokenEndpoint shop = TokenEndpoint.of(realm.withSetUp(), "shop-api");
        TestUser both = userWithEmail();

        assertThat(shop.call(both).twoFactor().path("method").asText()).isEqualTo("email");
        assertThat(shop.call(both, "otp", new CodeInbox(both.address()).code(1)).hasTokens())
                .isTrue();
        TokenEndpoint.Answer refused = shop.call(both, "two_factor_method", "sms");
        assertThat(refused.state()).isEqualTo("code_not_sent");
        assertThat(refused.twoFactor().path("refused").asText()).isEqualTo("gives_way");
        assertThat(new CodeInbox(both.phone()).count()).isZero();
        assertThat(shop.call(realm.newUser()).state()).isEqualTo("code_sent");
    }

    @Test
    void fromNinetyFivePerCentOnNobodySetsUpAPhoneAndPeopleSignIn() {
        realm.policy("spend-per-day", "1.055");

        assertThat(textsOfSetUp()).isZero();
        assertThat(findings()).containsExactly("two_factor_spend_set_ups refused");
        assertThat(texts(realm.newUser())).isEqualTo(1);
    }

    @Test
    void whenAllIsSpentNoTextLeavesAndEmailGoesOn() {
        realm.policy("spend-per-day", "1.005");
        TestUser only = realm.newUser();

        assertThat(realm.signIn().password(only).errors())
                .singleElement()
                .asString()
                .startsWith(NOTHING);

        assertThat(new CodeInbox(only.phone()).count()).isZero();
        assertThat(findings()).containsExactly("two_factor_spend_day refused");
        assertThat(textsOfSetUp()).isZero();
        TestUser both = userWithEmail();
        SignIn person = realm.signIn();
        person.password(both);
        assertThat(person.code(new CodeInbox(both.address()).code(1)).isSignedIn())
                .isTrue();
    }

    @Test
    void aTextOfTwoPartsCostsTwiceBeforeItLeavesAndInTheLedger() {
        // One letter outside the alphabet of text messages, and a part holds 70 characters.
        realm.policy("company-name", "Магазин одежды");
        realm.policy("spend-per-day", "1.03");

        TestUser user = realm.newUser();
        assertThat(texts(user)).isEqualTo(1);

        assertThat(Rows.count("select segments from two_factor_ledger where user_id = ?", user))
                .isEqualTo(2);
        assertThat(Rows.count("select price_micros from two_factor_ledger where user_id = ?", user))
                .isEqualTo(20_000);
        assertThat(texts(realm.newUser())).isZero();
        realm.policy("company-name", "Acme");
        assertThat(texts(realm.newUser())).isEqualTo(1);
    }

    private TestUser userWithEmail() {
        String phone = PhoneNumbers.next();
        return realm.newUser(phone, Credentials.phone(phone), Credentials.address(MailAddresses.next()));
    }

    // Text messages that a login of this user gets; what was refused was refused at once.
    private int texts(TestUser user) {
        CodeInbox inbox = new CodeInbox(user.phone());
        if (realm.signIn().password(user).errors().isEmpty()) {
            inbox.awaitSettled(user);
        }
        return inbox.count();
    }

    private int textsOfSetUp() {
        TestUser user = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();
        BrowserSession browser = BrowserSession.fresh();
        browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        Page page = browser.page().submit(Map.of("phoneNumber", phone));
        if (!page.errors().isEmpty()) {
            assertThat(page.errors()).singleElement().asString().startsWith(NOTHING);
            return new CodeInbox(phone).count();
        }
        new CodeInbox(phone).message(1);
        return new CodeInbox(phone).count();
    }

    private List<String> findings() {
        return StreamSupport.stream(
                        TestKeycloak.shared()
                                .admin()
                                .get("/" + realm.name() + "/events?max=100&type=CUSTOM_REQUIRED_ACTION_ERROR")
                                .spliterator(),
                        false)
                .filter(event -> event.path("details").has("two_factor_finding"))
                .map(event -> event.path("error").asText() + " "
                        + event.path("details").path("two_factor_finding").asText())
                .toList();
    }
}
