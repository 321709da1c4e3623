package dev.twofactor.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** What all stories of setting up have in common: a realm for the class; a user, a phone and a browser for each test. */
abstract class EnrollmentStories {

    static final String REJECTED =
            "That code did not work or is no longer valid. Check the newest message, or send a new code.";

    static TestRealm realm;

    final TestUser user = realm.newUserWithoutPhone();
    final String phone = PhoneNumbers.next();
    final CodeInbox inbox = new CodeInbox(phone);
    final BrowserSession browser = BrowserSession.fresh();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    Page start(String action) {
        browser.get(address(action));
        return browser.page().submit(Map.of("username", user.name(), "password", user.password()));
    }

    Page send(String number) {
        return browser.page().submit(Map.of("phoneNumber", number));
    }

    Page code(String code) {
        return browser.page().submit(Map.of("code", code));
    }

    List<String> stored() {
        JsonNode credentials = TestKeycloak.shared().admin().credentials(realm.name(), user.id());
        return StreamSupport.stream(credentials.spliterator(), false)
                .filter(row -> row.path("type").asText().startsWith("two-factor"))
                .map(row -> row.path("userLabel").asText())
                .toList();
    }

    static String address(String action) {
        return address(realm, action);
    }

    static String address(TestRealm realm, String action) {
        return BrowserSession.loginAddress(realm.name(), "web") + "&kc_action=" + action;
    }
}
