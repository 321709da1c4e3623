package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The pages of {@link Screens} without a browser engine, which show one after another in any number of languages. */
enum PlainScreens {
    CODE_BY_TEXT((realm, browser) -> {
        String phone = PhoneNumbers.next();
        return signIn(
                browser,
                realm,
                realm.newUser(
                        phone,
                        Credentials.phone(phone),
                        Credentials.phone(PhoneNumbers.next()),
                        Credentials.address(MailAddresses.next())));
    }),
    CODE_WRONG(CODE_BY_TEXT, page -> page.submit(Map.of("code", "12"))),
    OTHER_WAYS((realm, browser) -> CODE_BY_TEXT.way.apply(realm, browser).tryAnotherWay()),
    CODE_BY_MAIL((realm, browser) -> signIn(browser, realm, realm.newUserWithAddress())),
    APP((realm, browser) -> {
        String secret = Secrets.token();
        return signIn(browser, realm, realm.newUser("", Credentials.app(secret), Credentials.app(secret + "2")));
    }),
    APP_WRONG(APP, page -> page.submit(Map.of("code", "12"))),
    TRUST((realm, browser) -> {
        String[] codes = {"ABCDEFGHIJKL", "MNOPQRSTUVWX"};
        return signIn(browser, realm, realm.newUser("", Credentials.recoveryCodes(codes)))
                .submit(Map.of("recoveryCodeInput", codes[0]));
    }),
    CHOOSE((realm, browser) -> act(browser, realm, realm.newUserWithoutPhone(), "two-factor-enroll")),
    PHONE((realm, browser) -> act(browser, realm, realm.newUserWithoutPhone(), "two-factor-enroll-sms")),
    PHONE_WRONG(PHONE, page -> page.submit(Map.of("phoneNumber", "12"))),
    PHONE_CODE((realm, browser) -> act(browser, realm, realm.newUserWithoutPhone(), "two-factor-enroll-sms")
            .submit(Map.of("phoneNumber", PhoneNumbers.next()))),
    ADDRESS((realm, browser) -> act(browser, realm, realm.newUserWithoutPhone(), "two-factor-enroll-email")),
    ADDRESS_WRONG(ADDRESS, page -> page.submit(Map.of("emailAddress", "nobody"))),
    SETTINGS_EMPTY((realm, browser) -> act(browser, realm, realm.newUserWithoutPhone(), "two-factor-settings")),
    SETTINGS((realm, browser) -> {
        String phone = PhoneNumbers.next();
        ObjectNode[] methods = {
            Credentials.phone(phone), Credentials.address(MailAddresses.next()), Credentials.app(Secrets.token())
        };
        TestUser user = realm.newUser(phone, methods);
        TrustKit.trusting(realm, user);
        act(browser, realm, user, "two-factor-settings");
        return browser.page().submit(Map.of("code", TrustKit.newestCode(user)));
    }),
    SETTINGS_REMOVE(SETTINGS, page -> {
        String first = page.html().selectFirst("button[name=remove]").val();
        return page.submit(Map.of("remove", first));
    }),
    SETTINGS_OFF((realm, browser) -> SETTINGS.way.apply(realm, browser).submit(Map.of("switch", "off"))),
    REPORT((realm, browser) -> {
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        return browser.get(
                Screens.reportLink(new CodeInbox(user.phone()).message(1).text()));
    }),
    REPORT_DONE((realm, browser) -> REPORT.way.apply(realm, browser).submit(Map.of())),
    REPORT_OVER((realm, browser) -> browser.get(realm.url() + "/two-factor-notice?ABCDEFGHIJKLMN")),
    REGISTRATION((realm, browser) -> browser.get(RegistrationFlow.address(realm))),
    REGISTRATION_CODE((realm, browser) -> REGISTRATION
            .way
            .apply(realm, browser)
            .press("Codes by text message")
            .submit(Map.of("phoneNumber", PhoneNumbers.next())));

    private final BiFunction<TestRealm, BrowserSession, Page> way;
    private final UnaryOperator<Page> further;

    PlainScreens(BiFunction<TestRealm, BrowserSession, Page> way) {
        this.way = way;
        this.further = UnaryOperator.identity();
    }

    /** @param further what is done on the earlier page after each reload, without any effect but to show this one */
    PlainScreens(PlainScreens earlier, UnaryOperator<Page> further) {
        this.way = earlier.way;
        this.further = further;
    }

    /** The page in each language, one after another. */
    Stream<Page> in(TestRealm realm, Stream<String> languages) {
        BrowserSession browser = BrowserSession.fresh();
        way.apply(realm, browser);
        String address = browser.page().url().toString();
        return languages.map(
                language -> further.apply(browser.speaking(language).get(address)));
    }

    private static Page signIn(BrowserSession browser, TestRealm realm, TestUser user) {
        return new SignIn(browser, realm.name()).password(user);
    }

    private static Page act(BrowserSession browser, TestRealm realm, TestUser user, String action) {
        return browser.openLogin(realm.name(), "web", "&kc_action=" + action)
                .submit(Map.of("username", user.name(), "password", user.password()));
    }
}
