package dev.twofactor.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;

/** Every mail of ours, each brought about on the real server for a user of its own. */
enum Mails {
    CODE {
        @Override
        String html(TestRealm realm, String language) {
            TestUser user = newUser(realm, language);
            realm.signIn().password(user);
            return new CodeInbox(user.address()).message(1).html();
        }
    },
    NOTICE {
        @Override
        String html(TestRealm realm, String language) {
            TestUser user = newUser(realm, language);
            for (JsonNode row : realm.credentials(user)) {
                if (row.path("type").asText().equals("two-factor-email")) {
                    String id = row.path("id").asText();
                    admin().send("DELETE", path(realm, user) + "/credentials/" + id, null);
                }
            }
            return profile(user).message(1).html();
        }
    },
    DESK {
        @Override
        String html(TestRealm realm, String language) {
            TestUser user = newUser(realm, language);
            AdminAs.server()
                    .send("POST", realm.name(), "users/" + user.id() + "/verifications", null)
                    .good();
            return new CodeInbox(user.address()).message(1).html();
        }
    },
    COPIED {
        @Override
        String html(TestRealm realm, String language) {
            TestUser user = newUser(realm, language);
            SignIn owner = TrustKit.trusting(realm, user);
            CookieJar.Cookie copy = TrustKit.cookie(owner);
            TrustKit.password(owner, user);
            TestKeycloak.shared().setClockAhead(Duration.ofMinutes(2));
            try {
                TrustKit.thief(realm, copy).password(user);
            } finally {
                TestKeycloak.shared().setClockAhead(Duration.ZERO);
            }
            return profile(user).message(1).html();
        }
    };

    /** The mail's HTML part in this language. */
    abstract String html(TestRealm realm, String language);

    /** The name of its picture. */
    String file() {
        return "mail-" + name().toLowerCase(Locale.ROOT);
    }

    private static TestUser newUser(TestRealm realm, String language) {
        TestUser user = realm.newUserWithAddress();
        ObjectNode changes = AdminAs.json()
                .put("username", user.name())
                .put("email", user.name() + "@test.example")
                .put("emailVerified", true)
                .put("firstName", "Test")
                .put("lastName", "User");
        changes.withObject("/attributes").putArray("locale").add(language);
        admin().send("PUT", path(realm, user), changes);
        return user;
    }

    private static CodeInbox profile(TestUser user) {
        return new CodeInbox(user.name() + "@test.example");
    }

    private static String path(TestRealm realm, TestUser user) {
        return "/" + realm.name() + "/users/" + user.id();
    }

    private static AdminApi admin() {
        return TestKeycloak.shared().admin();
    }
}
