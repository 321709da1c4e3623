package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type as number or address, and what is told at the field. */
class EnrollmentInputIT extends EnrollmentStories {

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "anna@", "a@b.c\r\nBcc: x@y.z", "a@b.example,c@d.example"})
    void whatIsNoAddressIsRefusedAtTheField(String typed) {
        start("two-factor-enroll-email");

        Page page = browser.page().submit(Map.of("emailAddress", typed));

        assertThat(page.html().select("#input-error-emailAddress").text()).isEqualTo("This is not an email address.");
    }

    @ParameterizedTest
    @CsvSource({"(415) 555-01, US", "call me, US", "1234567890123456789012345678901234567890, US", "'', US"})
    void whatIsNoNumberIsRefusedAtTheField(String typed, String country) {
        start("two-factor-enroll-sms");

        Page page = browser.page().submit(Map.of("phoneNumber", typed, "country", country));

        assertThat(page.html().select("#input-error-phoneNumber").text())
                .isEqualTo("This is not a phone number. Check the digits and the country.");
        assertThat(page.form("phoneNumber").fields())
                .containsEntry("phoneNumber", typed)
                .containsEntry("country", country);
    }

    @Test
    void aNumberAsTypedAtHomeIsReadByTheChosenCountry() {
        start("two-factor-enroll-sms");

        browser.page().submit(Map.of("phoneNumber", phone.substring(2, 5) + " " + phone.substring(5), "country", "US"));

        assertThat(inbox.message(1).to()).isEqualTo(phone);
    }

    @ParameterizedTest
    @CsvSource({
        "+1 900 234 5678, kind of number",
        "+44 843 012 3456, kind of number",
        "+881 6 31234567, kind of number",
        "+870 773 111 632, kind of number",
        "+1 415 555 0101 ext. 5, extension",
        "415 555 0101, Choose your country"
    })
    void numbersThatCostOrCannotBeTextedCauseNoMessage(String typed, String told) {
        start("two-factor-enroll-sms");

        Page page = browser.page().submit(Map.of("phoneNumber", typed, "country", ""));

        assertThat(page.errors()).singleElement().asString().contains(told);
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isZero();
    }

    @Test
    void aBlockedCountryCausesNoMessageAndIsNotOffered() {
        TestRealm german = TestRealm.create();
        german.policy("countries", "DE,AT");
        TestUser other = german.newUserWithoutPhone();
        BrowserSession person = BrowserSession.fresh().speaking("de");
        person.get(address(german, "two-factor-enroll-sms"));
        Page form = person.page().submit(Map.of("username", other.name(), "password", other.password()));
        assertThat(form.html().select("#country option").eachAttr("value")).containsExactly("", "DE", "AT");
        assertThat(form.html().select("#country option").text()).contains("Österreich (+43)");

        Page refused = person.page().submit(Map.of("phoneNumber", phone));

        assertThat(refused.html().select("#input-error-phoneNumber").text()).contains("In dieses Land");
        assertThat(inbox.count()).isZero();
    }

    @Test
    void aNumberInTheProfileIsOnlyASuggestion() {
        TestUser suggested = realm.newUserWithoutPhone();
        var change = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        TestKeycloak.shared().admin().send("PUT", "/" + realm.name() + "/users/profile", profile());
        change.put("username", suggested.name());
        change.put("firstName", "Test").put("lastName", "User").put("email", suggested.name() + "@test.example");
        change.withObject("/attributes").putArray("phoneNumber").add(phone);
        TestKeycloak.shared().admin().send("PUT", "/" + realm.name() + "/users/" + suggested.id(), change);

        assertThat(realm.signIn().password(suggested).isSignedIn()).isTrue();
        BrowserSession person = BrowserSession.fresh();
        person.get(address("two-factor-enroll-sms"));
        Page form = person.page().submit(Map.of("username", suggested.name(), "password", suggested.password()));
        assertThat(form.form("phoneNumber").fields()).containsEntry("phoneNumber", phone);
        assertThat(inbox.count()).isZero();
    }

    @Test
    void theSameNumberIsNotStoredTwiceAndCausesNoMessage() {
        start("two-factor-enroll-sms");
        send(phone);
        code(inbox.code(1));
        browser.get(address("two-factor-enroll-sms"));

        Page page = send("+1 (" + phone.substring(2, 5) + ") " + phone.substring(5));

        assertThat(page.errors()).containsExactly("You already get codes on this number.");
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void twoPhonesWithTheSameEndingGetDifferentLabels() {
        String twin = IntStream.range(0, 200)
                .mapToObj(i -> PhoneNumbers.next())
                .filter(number -> number.endsWith(phone.substring(10)))
                .findFirst()
                .orElseThrow();
        start("two-factor-enroll-sms");
        send(phone);
        code(inbox.code(1));
        browser.get(address("two-factor-enroll-sms"));
        send(twin);
        code(new CodeInbox(twin).code(1));

        String label = "Text message to ••• " + phone.substring(10);
        assertThat(stored()).containsExactlyInAnyOrder(label, label + " (2)");
    }

    @Test
    void theOlderThemeShowsTheSamePages() {
        TestRealm old = TestRealm.create(file -> file.put("loginTheme", "keycloak"));
        TestUser other = old.newUserWithoutPhone();
        browser.get(address(old, "two-factor-enroll"));
        browser.page().submit(Map.of("username", other.name(), "password", other.password()));
        browser.page().press("Codes by text message");
        assertThat(send("nothing").errors()).singleElement().asString().contains("not a phone number");
        send(phone);

        assertThat(code(inbox.wrongCode(1)).errors()).containsExactly(REJECTED);
        assertThat(code(inbox.code(1)).isSignedIn()).isTrue();
    }

    private JsonNode profile() {
        var profile = (com.fasterxml.jackson.databind.node.ObjectNode)
                TestKeycloak.shared().admin().get("/" + realm.name() + "/users/profile");
        profile.put("unmanagedAttributePolicy", "ENABLED");
        return profile;
    }
}
