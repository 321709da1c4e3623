package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can happen to an account whose browser is trusted; each story gives the user as he is afterwards. */
enum AccountChanges {
    PASSWORD_UPDATED_BEHIND_A_SIGN_IN("password-updated") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            update(realm, user, node -> node.putArray("requiredActions").add("UPDATE_PASSWORD"));
            TrustKit.password(trusted, user);
            return newPassword(trusted.page(), user);
        }
    },
    PASSWORD_UPDATED_WITHIN_A_SESSION("password-updated") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            return newPassword(trusted.browser().openLogin(realm.name(), "web", "&kc_action=UPDATE_PASSWORD"), user);
        }
    },
    PASSWORD_FORGOTTEN("password-reset") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            SignIn forgetful = realm.signIn();
            forgetful.open().follow("Forgot Password?").submit(Map.of("username", user.name()));
            MailedLink.follow(forgetful.browser(), MailedLink.to(user.name() + "@test.example", 1));
            return newPassword(forgetful.code(TrustKit.newestCode(user)), user);
        }
    },
    PASSWORD_FORGOTTEN_AND_MAIL_READ_IN_ANOTHER_BROWSER("password-reset") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            realm.signIn().open().follow("Forgot Password?").submit(Map.of("username", user.name()));
            SignIn reader = realm.signIn();
            MailedLink.follow(reader.browser(), MailedLink.to(user.name() + "@test.example", 1));
            // Nothing is sent to whoever only opened the link.
            reader.page().press("Send Code");
            return newPassword(reader.code(TrustKit.newestCode(user)), user);
        }
    },
    PASSWORD_RESET_BY_LINK("password-reset") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            send("PUT", realm, user, "/execute-actions-email", JSON.arrayNode().add("UPDATE_PASSWORD"));
            String mail =
                    new CodeInbox(user.name() + "@test.example").message(1).text();
            Matcher link = Pattern.compile("http://\\S+action-token\\S+").matcher(mail);
            assertThat(link.find()).isTrue();
            BrowserSession browser = BrowserSession.fresh();
            Page page = browser.get(link.group());
            return newPassword(
                    browser.get(page.html().selectFirst("a[href*=action-token]").absUrl("href")), user);
        }
    },
    PASSWORD_RESET_BY_ADMIN("password-reset") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            TestUser changed = withPassword(user, Secrets.password());
            ObjectNode password = JSON.objectNode()
                    .put("type", "password")
                    .put("value", changed.password())
                    .put("temporary", false);
            send("PUT", realm, user, "/reset-password", password);
            return changed;
        }
    },
    METHOD_ADDED("method-added") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            String address = MailAddresses.next();
            trusted.browser().openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-email");
            trusted.page().submit(Map.of("emailAddress", address));
            assertThat(trusted.code(new CodeInbox(address).code(1)).redirect().toString())
                    .contains("kc_action_status=success");
            return user;
        }
    },
    METHOD_REMOVED("method-removed") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            for (JsonNode credential : realm.credentials(user)) {
                if (credential.path("type").asText().equals("otp")) {
                    send(
                            "DELETE",
                            realm,
                            user,
                            "/credentials/" + credential.path("id").asText(),
                            null);
                }
            }
            return user;
        }
    },
    METHODS_SWITCHED_OFF_AND_ON("method-updated") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            trusted.browser().openLogin(realm.name(), "web", "&kc_action=two-factor-settings");
            trusted.page().press("Switch off");
            trusted.page().press("Switch on");
            return user;
        }
    },
    DISABLED_AND_ENABLED("user-disabled") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            update(realm, user, node -> node.put("enabled", false));
            update(realm, user, node -> node.put("enabled", true));
            return user;
        }
    },
    EMAIL_CHANGED_AND_BACK("email-changed") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            update(realm, user, node -> node.put("email", "other-" + user.name() + "@test.example"));
            update(realm, user, node -> node.put("email", user.name() + "@test.example"));
            return user;
        }
    },
    SIGNED_OUT_EVERYWHERE_BY_ADMIN("signed-out-everywhere") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            TestKeycloak.shared().admin().logOut(realm.name(), user.id());
            return user;
        }
    },
    SIGNED_OUT_EVERYWHERE_BY_THE_USER("signed-out-everywhere") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            account(realm, user, trusted).send("DELETE", "sessions?current=true", "");
            return user;
        }
    },
    WRONG_CODES("wrong-codes") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            SignIn guesser = realm.signIn();
            guesser.password(user);
            String wrong = new CodeInbox(user.phone()).wrongCode(2);
            for (int i = 0; i < 3; i++) {
                assertThat(guesser.code(wrong).isSignedIn()).isFalse();
            }
            return user;
        }
    },
    WRONG_CODES_AT_THE_TOKEN_ENDPOINT("wrong-codes") {
        @Override
        TestUser happen(TestRealm realm, TestUser user, SignIn trusted) {
            TokenEndpoint guesser = TokenEndpoint.of(realm, "guesser-" + user.name());
            int before = new CodeInbox(user.phone()).codes();
            guesser.call(user);
            String wrong = new CodeInbox(user.phone()).wrongCode(before + 1);
            for (int i = 0; i < 3; i++) {
                assertThat(guesser.call(user, "otp", wrong).hasTokens()).isFalse();
            }
            return user;
        }
    };

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private final String key;

    AccountChanges(String key) {
        this.key = key;
    }

    /** What the policy calls it. */
    String key() {
        return key;
    }

    abstract TestUser happen(TestRealm realm, TestUser user, SignIn trusted);

    /** The account REST of a user whose trusted browser signs in once more for it. */
    static AccountApi account(TestRealm realm, TestUser user, SignIn trusted) {
        Page signedIn = TrustKit.password(trusted, user);
        return new AccountApi(TestKeycloak.shared().url(), realm.name(), signedIn);
    }

    private static TestUser newPassword(Page page, TestUser user) {
        TestUser changed = withPassword(user, Secrets.password());
        Page after = page.submit(Map.of("password-new", changed.password(), "password-confirm", changed.password()));
        assertThat(after.errors()).isEmpty();
        return changed;
    }

    private static TestUser withPassword(TestUser user, String password) {
        return new TestUser(user.id(), user.name(), password, user.phone(), user.address());
    }

    private static void update(TestRealm realm, TestUser user, java.util.function.Consumer<ObjectNode> change) {
        String path = "/" + realm.name() + "/users/" + user.id();
        ObjectNode node = (ObjectNode) TestKeycloak.shared().admin().get(path);
        change.accept(node);
        TestKeycloak.shared().admin().send("PUT", path, node);
    }

    private static void send(String method, TestRealm realm, TestUser user, String path, JsonNode body) {
        TestKeycloak.shared().admin().send(method, "/" + realm.name() + "/users/" + user.id() + path, body);
    }
}
