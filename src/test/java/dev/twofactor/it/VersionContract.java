package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** What the provider promises on every supported version of Keycloak, each line of it on one server. */
final class VersionContract {

    private static final String SECRET = "JBSWY3DPEHPK3PXP";
    private static final String METRIC = "keycloak_two_factor_messages_total";

    private final VersionServer server;
    private final TestRealm realm;
    private final TestRealm bound;

    VersionContract(VersionServer server) {
        this.server = server;
        realm = TestRealm.createOn(server.url());
        realm.protectAgainstBruteForce(1000);
        realm.policy("trust", "true");
        bound = TestRealm.createOn(server.url()).withSetUp();
    }

    void signsInByText() {
        TestUser user = realm.newUser();
        bySentCode(user, new CodeInbox(user.phone()));
        assertThat(realm.signIn().password(realm.newUserWithoutPhone()).isSignedIn())
                .isTrue();
    }

    void signsInByEmail() {
        TestUser user = realm.newUserWithAddress();
        bySentCode(user, new CodeInbox(user.address()));
    }

    void signsInByApp() {
        TestUser user = realm.newUser("", Credentials.app(SECRET));
        SignIn signIn = realm.signIn();
        signIn.password(user);
        String right = Credentials.appCode(SECRET);

        signIn.code(right.equals("000000") ? "000001" : "000000");
        assertCountedOnce(user, signIn);
        assertThat(signIn.code(Credentials.appCode(SECRET)).isSignedIn()).isTrue();
    }

    void offersAnotherWay() {
        TestUser user = userWithAll();
        for (String method : List.of("Text message to +1 ••• ••• ••", "Email to a•••@", "Authenticator Application")) {
            assertThat(realm.signIn()
                            .password(user)
                            .tryAnotherWay()
                            .method(method)
                            .isCodePage())
                    .isTrue();
        }
    }

    void setsUp() {
        String phone = PhoneNumbers.next();
        CodeInbox inbox = new CodeInbox(phone);
        TestUser user = realm.newUserWithoutPhone();
        BrowserSession browser = BrowserSession.fresh();
        browser.get(BrowserSession.loginAddress(server.url(), realm.name(), "web") + "&kc_action=two-factor-enroll-sms")
                .submit(Map.of("username", user.name(), "password", user.password()))
                .submit(Map.of("phoneNumber", phone));
        browser.page().submit(Map.of("code", inbox.wrongCode(1)));
        assertThat(types(realm, user)).containsExactly("password");

        assertThat(browser.page().submit(Map.of("code", inbox.code(1))).isSignedIn())
                .isTrue();
        assertThat(types(realm, user)).containsExactly("password", "two-factor-sms");
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    void trusts() {
        TestUser user = realm.newUser();
        SignIn browser = realm.signIn();
        assertThat(browser.password(user).isCodePage()).isTrue();
        assertThat(TrustKit.tick(browser, new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();

        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
        assertThat(types(realm, user)).contains("two-factor-trusted-device");
    }

    void grantsTokens() {
        TokenEndpoint shop = TokenEndpoint.of(bound, "shop-api");
        TestUser user = bound.newUser();
        TokenEndpoint.Answer sent = shop.call(user);
        assertThat(sent.error()).isEqualTo("mfa_required");
        assertThat(sent.state()).isEqualTo("code_sent");
        CodeInbox codes = new CodeInbox(user.phone());

        assertThat(shop.call(user, "otp", codes.wrongCode(1)).hasTokens()).isFalse();
        assertThat(shop.call(user, "otp", codes.code(1)).hasTokens()).isTrue();
    }

    void servesUsers() {
        String phone = PhoneNumbers.next();
        TestUser user = bound.newUserWithoutPhone();
        assertThat(new SelfService(bound, null).get("methods").refusal()).isEqualTo("401 bad_token");
        SelfService api = new SelfService(bound, TokenEndpoint.of(bound, "app").tokenOf(user));
        ObjectNode wanted = AdminAs.json().put("method", "sms").put("destination", phone);
        String id = api.post("verifications", wanted.toString()).text("id");
        ObjectNode code = AdminAs.json().put("code", new CodeInbox(phone).code(1));

        assertThat(api.post("verifications/" + id, code.toString()).status()).isEqualTo(201);
        assertThat(api.get("methods").json().findValuesAsText("method")).containsExactly("sms");
        assertThat(bound.signIn().password(user).isCodePage()).isTrue();
    }

    void servesAdmins() {
        assertThat(new SelfService(realm, null)
                        .administers("GET", "policy", null)
                        .refusal())
                .isEqualTo("401 bad_token");
        TestRealm own = TestRealm.createOn(server.url());
        TestUser user = own.newUser();
        own.signIn().password(user);
        new CodeInbox(user.phone()).code(1);
        VersionAdmin admin = new VersionAdmin(server.url(), own.name());
        admin.setsUpAndTakesBack(() -> admin.countsRoles(user));
    }

    void consolesListThem() {
        TestUser user = userWithAll();
        assertThat(types(realm, user)).containsExactly("password", "two-factor-sms", "two-factor-email", "otp");
        SignIn signIn = realm.signIn();
        signIn.password(user).tryAnotherWay().method("Authenticator Application");
        Page signedIn = signIn.code(Credentials.appCode(SECRET));

        JsonNode listed = new AccountApi(server.url(), realm.name(), signedIn).credentials();
        assertThat(listed.findValuesAsText("type")).contains("two-factor-sms", "two-factor-email", "otp");
    }

    void counts() {
        String[] tags = {"channel=\"sms\"", "country=\"US\"", "outcome=\"accepted\""};
        double before = server.scrape().sum(METRIC, tags);
        TestUser user = realm.newUser();
        realm.signIn().password(user);

        Waiting.until(() -> server.scrape().sum(METRIC, tags) > before);
    }

    private TestUser userWithAll() {
        String phone = PhoneNumbers.next();
        return realm.newUser(
                phone, Credentials.phone(phone), Credentials.address(MailAddresses.next()), Credentials.app(SECRET));
    }

    private static List<String> types(TestRealm realm, TestUser user) {
        return realm.credentials(user).findValuesAsText("type");
    }

    private void bySentCode(TestUser user, CodeInbox codes) {
        SignIn signIn = realm.signIn();
        signIn.password(user);

        signIn.code(codes.wrongCode(1));
        assertCountedOnce(user, signIn);
        assertThat(signIn.code(codes.code(1)).isSignedIn()).isTrue();
        Waiting.until(() -> realm.failures(user) == 0);
    }

    private void assertCountedOnce(TestUser user, SignIn signIn) {
        assertThat(signIn.page().isCodePage()).isTrue();
        assertThat(signIn.page().errors()).isNotEmpty();
        // Keycloak counts a moment later, on a thread of its own.
        Waiting.until(() -> realm.failures(user) > 0);
        signIn.code("no code");
        assertThat(realm.failures(user)).isEqualTo(1);
    }
}
