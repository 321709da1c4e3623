package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every page of ours in every state that looks different, each brought about on the real server for a user of its own. */
enum Screens {
    CODE_BY_TEXT {
        @Override
        void open(TestRealm realm, Page page) {
            String phone = PhoneNumbers.next();
            String second = PhoneNumbers.next();
            TestUser user = realm.newUser(
                    phone,
                    Credentials.phone(phone),
                    Credentials.phone(second),
                    Credentials.address(MailAddresses.next()));
            signIn(realm, page, user, "");
            page.waitForSelector("#code");
            new CodeInbox(phone).awaitSettled(user);
            page.waitForSelector("[data-state=SENT]");
        }
    },
    CODE_WRONG {
        @Override
        void open(TestRealm realm, Page page) {
            TestUser user = realm.newUser();
            signIn(realm, page, user, "");
            typeCode(page, new CodeInbox(user.phone()).wrongCode(1));
            page.waitForSelector("#input-error-code");
        }
    },
    CODE_EXPIRED {
        @Override
        void open(TestRealm realm, Page page) {
            TestUser user = realm.newUser();
            signIn(realm, page, user, "");
            String code = new CodeInbox(user.phone()).code(1);
            TestKeycloak.shared().setClockAhead(Duration.ofMinutes(6));
            try {
                typeCode(page, code);
                page.waitForSelector("#input-error-code");
            } finally {
                TestKeycloak.shared().setClockAhead(Duration.ZERO);
            }
        }
    },
    CODE_LOCKED {
        @Override
        void open(TestRealm realm, Page page) {
            TestUser user = realm.newUser();
            SignIn guesser = realm.signIn();
            guesser.password(user);
            String wrong = new CodeInbox(user.phone()).wrongCode(1);
            for (int i = 0; i < WRONG_PER_DAY; i++) {
                guesser.code(wrong);
            }
            signIn(realm, page, user, "");
            page.waitForSelector(NOTICE);
        }
    },
    CODE_TOO_EARLY {
        @Override
        void open(TestRealm realm, Page page) {
            TestUser user = realm.newUser();
            signIn(realm, page, user, "");
            page.waitForSelector("#code");
            new CodeInbox(user.phone()).code(1);
            page.evaluate("document.getElementById('two-factor-resend').disabled = false");
            page.click("#two-factor-resend");
            page.waitForSelector(NOTICE);
        }
    },
    CODE_BY_MAIL {
        @Override
        void open(TestRealm realm, Page page) {
            TestUser user = realm.newUserWithAddress();
            signIn(realm, page, user, "");
            page.waitForSelector("#code");
            new CodeInbox(user.address()).awaitSettled(user);
            page.waitForSelector("[data-state=SENT]");
        }
    },
    APP {
        @Override
        void open(TestRealm realm, Page page) {
            String secret = Secrets.token();
            TestUser user = realm.newUser("", Credentials.app(secret), Credentials.app(secret + "2"));
            signIn(realm, page, user, "");
            page.waitForSelector("[name=credentialId]");
        }
    },
    APP_WRONG {
        @Override
        void open(TestRealm realm, Page page) {
            TestUser user = realm.newUser("", Credentials.app(Secrets.token()));
            signIn(realm, page, user, "");
            typeCode(page, "12");
            page.waitForSelector("#input-error-code");
        }
    },
    TRUST {
        @Override
        void open(TestRealm realm, Page page) {
            String[] codes = {"ABCDEFGHIJKL", "MNOPQRSTUVWX"};
            signIn(realm, page, realm.newUser("", Credentials.recoveryCodes(codes)), "");
            page.fill("[name=recoveryCodeInput]", codes[0]);
            page.press("[name=recoveryCodeInput]", "Enter");
            page.waitForSelector("#two-factor-trust-form");
        }
    },
    CHOOSE {
        @Override
        void open(TestRealm realm, Page page) {
            signIn(realm, page, realm.newUserWithoutPhone(), "&kc_action=two-factor-enroll");
            page.waitForSelector("#two-factor-choose-sms");
        }
    },
    PHONE {
        @Override
        void open(TestRealm realm, Page page) {
            CHOOSE.open(realm, page);
            page.click("#two-factor-choose-sms");
            page.waitForSelector("#phoneNumber");
        }
    },
    PHONE_WRONG {
        @Override
        void open(TestRealm realm, Page page) {
            PHONE.open(realm, page);
            page.fill("#phoneNumber", "12");
            page.click("#two-factor-send");
            page.waitForSelector("#input-error-phoneNumber");
        }
    },
    ADDRESS {
        @Override
        void open(TestRealm realm, Page page) {
            signIn(realm, page, realm.newUserWithoutPhone(), "&kc_action=two-factor-enroll-email");
            page.waitForSelector("#emailAddress");
        }
    },
    ADDRESS_WRONG {
        @Override
        void open(TestRealm realm, Page page) {
            ADDRESS.open(realm, page);
            page.fill("#emailAddress", "nobody");
            page.click("#two-factor-send");
            page.waitForSelector("#input-error-emailAddress");
        }
    },
    PHONE_CODE {
        @Override
        void open(TestRealm realm, Page page) {
            PHONE.open(realm, page);
            page.fill("#phoneNumber", PhoneNumbers.next());
            page.click("#two-factor-send");
            page.waitForSelector("#code");
        }
    },
    SETTINGS_EMPTY {
        @Override
        void open(TestRealm realm, Page page) {
            signIn(realm, page, realm.newUserWithoutPhone(), "&kc_action=two-factor-settings");
            page.waitForSelector("#two-factor-settings-form");
        }
    },
    SETTINGS {
        @Override
        void open(TestRealm realm, Page page) {
            String phone = PhoneNumbers.next();
            TestUser user = realm.newUser(
                    phone,
                    Credentials.phone(phone),
                    Credentials.address(MailAddresses.next()),
                    Credentials.app(Secrets.token()));
            TrustKit.trusting(realm, user);
            signIn(realm, page, user, "&kc_action=two-factor-settings");
            typeCode(page, new CodeInbox(phone).code(2));
            page.waitForSelector("#two-factor-devices-form");
        }
    },
    SETTINGS_OFF {
        @Override
        void open(TestRealm realm, Page page) {
            SETTINGS.open(realm, page);
            page.click("#two-factor-off");
            page.waitForSelector("#two-factor-on");
        }
    },
    SETTINGS_REMOVE {
        @Override
        void open(TestRealm realm, Page page) {
            SETTINGS.open(realm, page);
            page.click("button[name=remove] >> nth=0");
            page.waitForSelector("#two-factor-confirm");
        }
    },
    REPORT {
        @Override
        void open(TestRealm realm, Page page) {
            TestUser user = realm.newUser();
            realm.signIn().password(user);
            Matcher link =
                    REPORT_LINK.matcher(new CodeInbox(user.phone()).message(1).text());
            if (!link.find()) {
                throw new AssertionError("No link to report a code");
            }
            Secrets.remember(link.group(1));
            page.navigate(link.group());
            page.waitForSelector("#two-factor-report");
        }
    },
    REPORT_DONE {
        @Override
        void open(TestRealm realm, Page page) {
            REPORT.open(realm, page);
            page.click("#two-factor-report");
            page.waitForURL("**/two-factor-notice/report");
        }
    },
    REPORT_OVER {
        @Override
        void open(TestRealm realm, Page page) {
            page.navigate(realm.url() + "/two-factor-notice?ABCDEFGHIJKLMN");
            page.waitForSelector("[role=status]");
        }
    },
    REGISTRATION {
        @Override
        void open(TestRealm realm, Page page) {
            page.navigate(RegistrationFlow.address(realm));
            page.waitForSelector("#two-factor-choose-sms");
        }
    },
    REGISTRATION_CODE {
        @Override
        void open(TestRealm realm, Page page) {
            REGISTRATION.open(realm, page);
            page.click("#two-factor-choose-sms");
            page.fill("#phoneNumber", PhoneNumbers.next());
            page.click("#two-factor-send");
            page.waitForSelector("#code");
        }
    };

    private static final String NOTICE = ".kc-feedback-text";
    private static final int WRONG_PER_DAY = 3;
    private static final Pattern REPORT_LINK = Pattern.compile("http\\S+/two-factor-notice\\?([A-Za-z]{14})");

    /** Shows this page in this state. */
    abstract void open(TestRealm realm, Page page);

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

    private static void signIn(TestRealm realm, Page page, TestUser user, String action) {
        page.navigate(BrowserSession.loginAddress(realm.name(), "web") + action);
        Chromium.signIn(page, user);
    }

    private static void typeCode(Page page, String code) {
        page.fill("#code", code);
        page.click("#two-factor-verify");
    }
}
