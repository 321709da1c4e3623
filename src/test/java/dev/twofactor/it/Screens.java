package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every page of ours in every state that looks different, each brought about on the real server for a user of its own. */
enum Screens {
    CODE_BY_TEXT((realm, page) -> {
        String phone = PhoneNumbers.next();
        String second = PhoneNumbers.next();
        TestUser user = realm.newUser(
                phone, Credentials.phone(phone), Credentials.phone(second), Credentials.address(MailAddresses.next()));
        signIn(realm, page, user);
        page.waitForSelector("#code");
        new CodeInbox(phone).awaitSettled(user);
        page.waitForSelector("[data-state=SENT]");
    }),
    CODE_WRONG((realm, page) -> {
        TestUser user = realm.newUser();
        signIn(realm, page, user);
        typeCode(page, new CodeInbox(user.phone()).wrongCode(1));
        page.waitForSelector("#input-error-code");
    }),
    CODE_EXPIRED((realm, page) -> {
        TestUser user = realm.newUser();
        signIn(realm, page, user);
        String code = new CodeInbox(user.phone()).code(1);
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(6));
        try {
            typeCode(page, code);
            page.waitForSelector("#input-error-code");
        } finally {
            TestKeycloak.shared().setClockAhead(Duration.ZERO);
        }
    }),
    CODE_LOCKED((realm, page) -> {
        TestUser user = realm.newUser();
        SignIn guesser = realm.signIn();
        guesser.password(user);
        String wrong = new CodeInbox(user.phone()).wrongCode(1);
        for (int i = 0; i < Screens.WRONG_PER_DAY; i++) {
            guesser.code(wrong);
        }
        signIn(realm, page, user);
        awaitNotice(page);
    }),
    CODE_TOO_EARLY((realm, page) -> {
        TestUser user = realm.newUser();
        signIn(realm, page, user);
        page.waitForSelector("#code");
        new CodeInbox(user.phone()).code(1);
        page.evaluate("document.getElementById('two-factor-resend').disabled = false");
        page.click("#two-factor-resend");
        awaitNotice(page);
    }),
    CODE_BY_MAIL((realm, page) -> {
        TestUser user = realm.newUserWithAddress();
        signIn(realm, page, user);
        page.waitForSelector("#code");
        new CodeInbox(user.address()).awaitSettled(user);
        page.waitForSelector("[data-state=SENT]");
    }),
    APP((realm, page) -> {
        String secret = Secrets.token();
        TestUser user = realm.newUser("", Credentials.app(secret), Credentials.app(secret + "2"));
        signIn(realm, page, user);
        page.waitForSelector("[name=credentialId]");
    }),
    APP_WRONG((realm, page) -> {
        TestUser user = realm.newUser("", Credentials.app(Secrets.token()));
        signIn(realm, page, user);
        typeCode(page, "12");
        page.waitForSelector("#input-error-code");
    }),
    TRUST((realm, page) -> {
        String[] codes = {"ABCDEFGHIJKL", "MNOPQRSTUVWX"};
        signIn(realm, page, realm.newUser("", Credentials.recoveryCodes(codes)));
        page.fill("[name=recoveryCodeInput]", codes[0]);
        page.press("[name=recoveryCodeInput]", "Enter");
        page.waitForSelector("#two-factor-trust-form");
    }),
    CHOOSE((realm, page) -> {
        act(realm, page, realm.newUserWithoutPhone(), "two-factor-enroll");
        page.waitForSelector("#two-factor-choose-sms");
    }),
    PHONE((realm, page) -> {
        CHOOSE.open(realm, page);
        page.click("#two-factor-choose-sms");
        page.waitForSelector("#phoneNumber");
    }),
    PHONE_WRONG((realm, page) -> {
        PHONE.open(realm, page);
        page.fill("#phoneNumber", "12");
        page.click("#two-factor-send");
        page.waitForSelector("#input-error-phoneNumber");
    }),
    ADDRESS((realm, page) -> {
        act(realm, page, realm.newUserWithoutPhone(), "two-factor-enroll-email");
        page.waitForSelector("#emailAddress");
    }),
    ADDRESS_WRONG((realm, page) -> {
        ADDRESS.open(realm, page);
        page.fill("#emailAddress", "nobody");
        page.click("#two-factor-send");
        page.waitForSelector("#input-error-emailAddress");
    }),
    PHONE_CODE((realm, page) -> {
        PHONE.open(realm, page);
        page.fill("#phoneNumber", PhoneNumbers.next());
        page.click("#two-factor-send");
        page.waitForSelector("#code");
    }),
    SETTINGS_EMPTY((realm, page) -> {
        act(realm, page, realm.newUserWithoutPhone(), "two-factor-settings");
        page.waitForSelector("#two-factor-settings-form");
    }),
    SETTINGS((realm, page) -> {
        String phone = PhoneNumbers.next();
        TestUser user = realm.newUser(
                phone,
                Credentials.phone(phone),
                Credentials.address(MailAddresses.next()),
                Credentials.app(Secrets.token()));
        TrustKit.trusting(realm, user);
        act(realm, page, user, "two-factor-settings");
        typeCode(page, new CodeInbox(phone).code(2));
        page.waitForSelector("#two-factor-devices-form");
    }),
    SETTINGS_OFF((realm, page) -> {
        SETTINGS.open(realm, page);
        page.click("#two-factor-off");
        page.waitForSelector("#two-factor-on");
    }),
    SETTINGS_REMOVE((realm, page) -> {
        SETTINGS.open(realm, page);
        page.click("button[name=remove] >> nth=0");
        page.waitForSelector("#two-factor-confirm");
    }),
    REPORT((realm, page) -> {
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        page.navigate(reportLink(new CodeInbox(user.phone()).message(1).text()));
        page.waitForSelector("#two-factor-report");
    }),
    REPORT_DONE((realm, page) -> {
        REPORT.open(realm, page);
        page.click("#two-factor-report");
        page.waitForURL("**/two-factor-notice/report");
    }),
    REPORT_OVER((realm, page) -> {
        page.navigate(realm.url() + "/two-factor-notice?ABCDEFGHIJKLMN");
        page.waitForSelector("[role=status]");
    }),
    REGISTRATION((realm, page) -> {
        page.navigate(RegistrationFlow.address(realm));
        page.waitForSelector("#two-factor-choose-sms");
    }),
    REGISTRATION_CODE((realm, page) -> {
        REGISTRATION.open(realm, page);
        page.click("#two-factor-choose-sms");
        page.fill("#phoneNumber", PhoneNumbers.next());
        page.click("#two-factor-send");
        page.waitForSelector("#code");
    });

    private static final int WRONG_PER_DAY = 3;
    private static final Pattern REPORT_LINK = Pattern.compile("http\\S+/two-factor-notice\\?([A-Za-z]{14})");

    private final BiConsumer<TestRealm, Page> way;

    Screens(BiConsumer<TestRealm, Page> way) {
        this.way = way;
    }

    /** Shows this page in this state. */
    void open(TestRealm realm, Page page) {
        way.accept(realm, page);
    }

    /** The name of its picture: {@code code-by-text}. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A realm in which all of them can be brought about, with this theme. */
    static TestRealm realm(String theme) {
        TestRealm realm = TrustKit.offering(RegistrationFlow.inNewRealm());
        realm.policy("report-link-in-texts", "always");
        realm.policy("wrong-per-day", String.valueOf(WRONG_PER_DAY));
        ObjectNode look = JsonNodeFactory.instance.objectNode().put("loginTheme", theme);
        TestKeycloak.shared().admin().updateRealm(realm.name(), look);
        return realm;
    }

    /** The same with changes to the realm: keys and values as its representation has them. */
    static TestRealm realm(String theme, Map<String, String> changes) {
        TestRealm realm = realm(theme);
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        changes.forEach(all::put);
        TestKeycloak.shared().admin().updateRealm(realm.name(), all);
        return realm;
    }

    private static void signIn(TestRealm realm, Page page, TestUser user) {
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, user);
    }

    private static void act(TestRealm realm, Page page, TestUser user, String action) {
        page.navigate(BrowserSession.loginAddress(realm.name(), "web") + "&kc_action=" + action);
        Chromium.signIn(page, user);
    }

    private static void typeCode(Page page, String code) {
        page.fill("#code", code);
        page.click("#two-factor-verify");
    }

    private static void awaitNotice(Page page) {
        page.waitForSelector(".kc-feedback-text");
    }

    static String reportLink(String text) {
        Matcher link = REPORT_LINK.matcher(text);
        if (!link.find()) {
            throw new AssertionError("No link to report a code");
        }
        Secrets.remember(link.group(1));
        return link.group();
    }
}
