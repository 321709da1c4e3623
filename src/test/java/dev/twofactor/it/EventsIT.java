package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.EventsDoc;
import dev.twofactor.inbox.InboxMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What sign-ins and changes leave in the event store is what docs/events.md says, and nothing personal is in it. */
class EventsIT {

    private static final Pattern REPORT_LINK = Pattern.compile("http\\S+/two-factor-notice\\?([A-Za-z]{14})");

    /** Rows whose event other tests bring about: registering, resetting a password, setting up by page, a recorded requirement. */
    private static final List<String> ELSEWHERE = List.of(
            "Keycloak's brute-force protection has locked the user",
            "a code was not taken while a password is reset",
            "a password is not reset, since the mailbox is all that the user has",
            "a code was not taken while a method is set up on our pages",
            "a code was not taken before there is an account",
            "a requirement that is only recorded would have asked");

    private final TestRealm realm = TrustKit.offering(TestRealm.createWithSetUp());
    private final String phone = PhoneNumbers.next();
    private final String added = PhoneNumbers.next();
    private final TestUser user = realm.newUser(phone, Credentials.phone(phone));
    private final TestUser changer = realm.newUser();

    @Test
    void theStoreHoldsWhatTheTableSays() {
        realm.policy("report-link-in-texts", "always");
        signInTrustAndComeBack();
        changeMethods();
        lockAndReport();
        AdminAs.server()
                .send("DELETE", realm.name(), "users/" + user.id() + "/devices", null)
                .good();

        Set<String> seen = new HashSet<>();
        JsonNode events = TestKeycloak.shared().admin().get("/" + realm.name() + "/events?max=500");
        for (JsonNode event : events) {
            Set<String> ours = new HashSet<>();
            event.path("details").fieldNames().forEachRemaining(name -> {
                if (name.startsWith("two_factor_")) {
                    ours.add(name);
                }
            });
            String error = event.path("error").asText("");
            if (!ours.isEmpty() || error.startsWith("two_factor_")) {
                List<String> rows = EventsDoc.userEvents().stream()
                        .filter(row -> row.tellsOf(event.path("type").asText(), error, ours))
                        .map(EventsDoc.UserEvent::when)
                        .toList();
                assertThat(rows).as(event.toString()).isNotEmpty();
                seen.addAll(rows);
            }
        }
        assertThat(EventsDoc.userEvents().stream().map(EventsDoc.UserEvent::when))
                .allMatch(when -> seen.contains(when) || ELSEWHERE.contains(when));
        assertThat(events.toString())
                .doesNotContain(
                        phone.substring(2), added.substring(2), changer.phone().substring(2));
    }

    private void signInTrustAndComeBack() {
        SignIn browser = realm.signIn();
        browser.password(user);
        browser.code(new CodeInbox(phone).wrongCode(1));
        assertThat(TrustKit.tick(browser, TrustKit.newestCode(user)).isSignedIn())
                .isTrue();
        assertThat(TrustKit.password(browser, user).isSignedIn()).isTrue();
    }

    private void changeMethods() {
        SelfService api = new SelfService(realm, TokenEndpoint.of(realm, "app").tokenOf(changer));
        String id = api.post("verifications", SelfServiceIT.verification("sms", added))
                .text("id");
        CodeInbox inbox = new CodeInbox(added);
        assertThat(api.post("verifications/" + id, SelfServiceIT.code(inbox.wrongCode(1)))
                        .status())
                .isEqualTo(400);
        assertThat(api.post("verifications/" + id, SelfServiceIT.code(inbox.code(1)))
                        .status())
                .isEqualTo(201);
        String second = api.get("methods").json().path(1).path("id").asText();
        assertThat(api.put("methods/" + second, "{\"default\":true}").status()).isEqualTo(200);
        assertThat(api.put("switch", "{\"on\":false}").status()).isEqualTo(200);
        assertThat(api.put("switch", "{\"on\":true}").status()).isEqualTo(200);
        assertThat(api.delete("methods/" + second).status()).isEqualTo(204);
    }

    private void lockAndReport() {
        realm.policy("wrong-per-day", "3");
        TestUser other = realm.newUser();
        SignIn guesser = realm.signIn();
        guesser.password(other);
        InboxMessage message = new CodeInbox(other.phone()).message(1);
        String wrong = new CodeInbox(other.phone()).wrongCode(1);
        for (int i = 0; i < 4; i++) {
            guesser.code(wrong);
        }
        Matcher link = REPORT_LINK.matcher(message.text());
        assertThat(link.find()).isTrue();
        Secrets.remember(link.group(1));
        BrowserSession.fresh().get(link.group()).press("Sign me out everywhere");
    }
}
