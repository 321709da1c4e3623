package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Setting up a phone or an address as a person without JavaScript does it, started by an application. */
class EnrollmentIT {

    private static final String REJECTED =
            "That code did not work or is no longer valid. Check the newest message, or send a new code.";

    private static TestRealm realm;

    private final TestUser user = realm.newUserWithoutPhone();
    private final String phone = PhoneNumbers.next();
    private final CodeInbox inbox = new CodeInbox(phone);
    private final BrowserSession browser = BrowserSession.fresh();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aPhoneIsSetUpAndTheNextLoginAsksForItsCode() {
        assertThat(start("two-factor-enroll-sms").title()).contains("Set up codes by text message");

        Page code = send(phone);
        assertThat(code.isCodePage()).isTrue();
        assertThat(code.text()).contains("••" + phone.substring(10)).doesNotContain(phone.substring(2, 10));
        assertThat(stored()).isEmpty();
        Page done = code(inbox.code(1));

        assertThat(done.authorizationCode()).isPresent();
        assertThat(done.redirect().orElseThrow().toString()).contains("kc_action_status=success");
        assertThat(stored()).containsExactly("Text message to ••• " + phone.substring(10));
        SignIn later = realm.signIn();
        assertThat(later.password(user).isCodePage()).isTrue();
        assertThat(later.code(inbox.code(2)).isSignedIn()).isTrue();
    }

    @Test
    void anAddressIsSetUpAndTheProfilesIsSuggested() {
        String address = MailAddresses.next();
        Page page = start("two-factor-enroll-email");
        assertThat(page.form("emailAddress").fields()).containsEntry("emailAddress", user.name() + "@test.example");

        browser.page().submit(Map.of("emailAddress", " " + address + " "));
        Page done = code(new CodeInbox(address).code(1));

        assertThat(done.authorizationCode()).isPresent();
        assertThat(stored()).containsExactly("Email to a•••@m•••.example");
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anna", "anna@", "a@b.c\r\nBcc: x@y.z", "a@b.example,c@d.example"})
    void whatIsNoAddressIsRefusedAtTheField(String typed) {
        start("two-factor-enroll-email");

        Page page = browser.page().submit(Map.of("emailAddress", typed));

        assertThat(page.html().select("#input-error-emailAddress").text()).isEqualTo("This is not an email address.");
    }

    @Test
    void aWrongCodeStoresNothingAndTheRightOneStillWorks() {
        start("two-factor-enroll-sms");
        send(phone);

        assertThat(code(inbox.wrongCode(1)).errors()).containsExactly(REJECTED);
        assertThat(code("12").errors()).containsExactly("Enter the 6 digits from the message.");
        assertThat(stored()).isEmpty();
        assertThat(code(inbox.code(1)).isSignedIn()).isTrue();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void sendNewCodeSendsAfterTheWaitOnly() {
        start("two-factor-enroll-sms");
        send(phone);
        inbox.awaitSettled(user);

        Page early = browser.page().submit(Map.of("resend", "true"));
        assertThat(early.errors()).singleElement().asString().contains("can be sent in");
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        browser.page().submit(Map.of("resend", "true"));

        assertThat(code(inbox.code(2)).isSignedIn()).isTrue();
        assertThat(inbox.count()).isEqualTo(2);
    }

    @Test
    void reloadBackLanguageGetAndHeadSendNothing() {
        start("two-factor-enroll-sms");
        Page code = send(phone);
        inbox.message(1);
        String action = code.form("code").action();
        for (int i = 0; i < 5; i++) {
            assertThat(browser.reload().isCodePage()).isTrue();
        }
        assertThat(browser.get(action + "&resend=true&code=000000").isCodePage())
                .isTrue();
        browser.probe("HEAD", browser.page().form("code").action());
        assertThat(browser.reload().inLanguage("Deutsch").text()).contains("Code per SMS gesendet an");

        assertThat(inbox.count()).isEqualTo(1);
        assertThat(Rows.evaluations(user)).isZero();
        assertThat(code(inbox.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void anotherNumberCanBeTakenBeforeVerifyingAndTheFirstOnesCodeDoesNotVerifyIt() {
        String other = PhoneNumbers.next();
        start("two-factor-enroll-sms");
        send(phone);
        Page form = browser.page().submit(Map.of("change", "true"));
        assertThat(form.form("phoneNumber").fields()).containsEntry("phoneNumber", phone);

        send(other);
        String first = inbox.code(1);
        String second = new CodeInbox(other).code(1);
        if (!first.equals(second)) {
            assertThat(code(first).errors()).containsExactly(REJECTED);
        }
        assertThat(stored()).isEmpty();
        code(second);

        assertThat(stored()).containsExactly("Text message to ••• " + other.substring(10));
        assertThat(Rows.text(
                        "select credential_data from credential where type = 'two-factor-sms' and user_id = ?", user))
                .contains(other);
    }

    @Test
    void aNumberSwappedIntoTheCodeFormChangesNothing() {
        String other = PhoneNumbers.next();
        start("two-factor-enroll-sms");
        Page code = send(phone);

        browser.post(code.form("code").action(), Map.of("code", inbox.code(1), "phoneNumber", other, "country", "US"));

        assertThat(Rows.text(
                        "select credential_data from credential where type = 'two-factor-sms' and user_id = ?", user))
                .contains(phone)
                .doesNotContain(other);
        assertThat(new CodeInbox(other).count()).isZero();
    }

    @Test
    void twoTabsWithTwoNumbersEachTakeTheirOwnCodeOnly() {
        String other = PhoneNumbers.next();
        start("two-factor-enroll-sms");
        BrowserSession second = browser.tab();
        send(phone);
        second.get(address("two-factor-enroll-sms"));
        if (second.page().isLoginPage()) {
            second.page().submit(Map.of("username", user.name(), "password", user.password()));
        }
        second.page().submit(Map.of("phoneNumber", other));
        String codeOfOther = new CodeInbox(other).code(1);
        if (!codeOfOther.equals(inbox.code(1))) {
            assertThat(code(codeOfOther).errors()).containsExactly(REJECTED);
        }
        assertThat(second.page().submit(Map.of("code", codeOfOther)).isSignedIn())
                .isTrue();

        assertThat(stored()).containsExactly("Text message to ••• " + other.substring(10));
        assertThat(new CodeInbox(other).count()).isEqualTo(1);
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void anAbandonedSetUpIsResumedWithoutAnotherMessage() {
        start("two-factor-enroll-sms");
        send(phone);
        String code = inbox.code(1);
        browser.page().submit(Map.of("cancel-aia", "true"));
        assertThat(stored()).isEmpty();

        browser.get(address("two-factor-enroll-sms"));
        assertThat(browser.page().html().select("#phoneNumber")).hasSize(1);
        send(phone);

        assertThat(inbox.count()).isEqualTo(1);
        assertThat(code(code).isSignedIn()).isTrue();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aCodeForSigningInVerifiesNoNumberAndTheOtherWayRound() {
        TestUser owner = realm.newUser();
        CodeInbox texts = new CodeInbox(owner.phone());
        BrowserSession person = BrowserSession.fresh();
        person.get(address("two-factor-enroll-sms"));
        person.page().submit(Map.of("username", owner.name(), "password", owner.password()));
        String login = texts.code(1);
        person.page().submit(Map.of("code", login));
        String fresh = PhoneNumbers.next();
        person.page().submit(Map.of("phoneNumber", fresh));
        if (!login.equals(new CodeInbox(fresh).code(1))) {
            assertThat(person.page().submit(Map.of("code", login)).errors()).containsExactly(REJECTED);
        }
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
    void aMethodThatThePolicyDoesNotAllowCannotBeSetUp() {
        TestRealm appsOnly = TestRealm.create();
        appsOnly.policy("methods", "totp");
        TestUser other = appsOnly.newUserWithoutPhone();
        BrowserSession person = BrowserSession.fresh();
        person.get(address(appsOnly, "two-factor-enroll-sms"));

        Page back = person.page().submit(Map.of("username", other.name(), "password", other.password()));

        assertThat(back.redirect().orElseThrow().toString()).contains("kc_action_status=error");
    }

    @Test
    void whoTriesThirtyNumbersCausesFewMessages() {
        start("two-factor-enroll-sms");
        List<String> numbers =
                IntStream.range(0, 30).mapToObj(i -> PhoneNumbers.next()).toList();
        for (String number : numbers) {
            Page page = send(number);
            if (page.isCodePage()) {
                browser.page().submit(Map.of("change", "true"));
            } else {
                assertThat(page.errors()).singleElement().asString().contains("Too many messages");
            }
        }

        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isEqualTo(6);
    }

    @Test
    void wrongCodesCountTogetherWithThoseOfLogins() {
        start("two-factor-enroll-sms");
        send(phone);
        for (int i = 0; i < 5; i++) {
            code(inbox.wrongCode(1));
        }
        String other = PhoneNumbers.next();
        browser.page().submit(Map.of("change", "true"));
        send(other);
        for (int i = 0; i < 5; i++) {
            code(new CodeInbox(other).wrongCode(1));
        }

        Page page = code(new CodeInbox(other).code(1));

        assertThat(page.errors()).singleElement().asString().contains("Too many wrong codes");
        assertThat(stored()).isEmpty();
        assertThat(Rows.evaluations(user)).isEqualTo(10);
    }

    @Test
    void thePersonChoosesAmongTheRealmsMethods() {
        Page choice = start("two-factor-enroll");
        assertThat(choice.html().select("button[name=method]").eachAttr("value"))
                .containsExactly("sms", "email", "totp", "passkey", "recovery-codes");

        assertThat(browser.page().press("Authenticator app").html().select("#totp"))
                .hasSize(1);
        browser.page().submit(Map.of("cancel-aia", "true"));
        browser.get(address("two-factor-enroll"));
        Page phonePage = browser.page().press("Codes by text message");
        assertThat(phonePage.html().select("#phoneNumber")).hasSize(1);
        browser.page().press("Choose another method");
        browser.page().press("Codes by text message");
        send(phone);

        assertThat(code(inbox.code(1)).redirect().orElseThrow().toString()).contains("kc_action_status=success");
        assertThat(stored()).hasSize(1);
    }

    @Test
    void whoMustSetSomethingUpIsLedThroughAndCannotSkipByChoosing() {
        var required = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        required.putArray("requiredActions").add("two-factor-enroll");
        TestKeycloak.shared().admin().send("PUT", "/" + realm.name() + "/users/" + user.id(), required);
        SignIn signIn = realm.signIn();
        signIn.password(user);
        signIn.page().press("Codes by text message");
        SignIn again = realm.signIn();

        Page page = again.password(user);
        assertThat(page.html().select("#phoneNumber")).hasSize(1);
        assertThat(page.html().select("[name=cancel-aia]")).isEmpty();
        page.submit(Map.of("phoneNumber", phone));

        assertThat(again.code(inbox.code(1)).isSignedIn()).isTrue();
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
    }

    @Test
    void cancellingGoesBackToTheApplicationAndStoresNothing() {
        start("two-factor-enroll-sms");

        Page back = browser.page().submit(Map.of("cancel-aia", "true"));

        assertThat(back.redirect().orElseThrow().toString()).contains("kc_action_status=cancelled");
        assertThat(stored()).isEmpty();
    }

    @Test
    void eventsTellTheMethodAndNoNumberAndAdministratorsSeeItMasked() {
        start("two-factor-enroll-sms");
        send(phone);
        code(inbox.wrongCode(1));
        code(inbox.code(1));

        assertThat(realm.events(user).toString())
                .contains("UPDATE_CREDENTIAL", "two-factor-sms", "••")
                .doesNotContain(phone.substring(2, 10), inbox.code(1));
        JsonNode seen = TestKeycloak.shared().admin().credentials(realm.name(), user.id());
        assertThat(seen.toString()).contains("••").doesNotContain(phone.substring(2, 10));
        assertThat(StreamSupport.stream(seen.spliterator(), false)
                        .filter(row -> row.path("type").asText().equals("two-factor-sms"))
                        .findFirst()
                        .orElseThrow()
                        .path("createdDate")
                        .asLong())
                .isPositive();
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
    void aRenamedUserKeepsWhatWasSetUp() {
        TestRealm renaming = TestRealm.create(file -> file.put("editUsernameAllowed", true));
        TestUser owner = renaming.newUser();
        var change = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        change.put("username", "renamed").put("email", "renamed@test.example").put("emailVerified", true);
        change.put("firstName", "Test").put("lastName", "User");
        TestKeycloak.shared().admin().send("PUT", "/" + renaming.name() + "/users/" + owner.id(), change);
        SignIn signIn = renaming.signIn();

        signIn.password(new TestUser(owner.id(), "renamed", owner.password(), owner.phone(), ""));

        assertThat(signIn.code(new CodeInbox(owner.phone()).code(1)).isSignedIn())
                .isTrue();
    }

    @Test
    void theIndexFollowsWhatIsSetUpAndDeletedAndNamesNoNumber() {
        String count = "select count(*) from two_factor_enrollment where user_id = ?";
        start("two-factor-enroll-sms");
        send(phone);
        assertThat(Rows.count(count, user)).isZero();
        code(inbox.code(1));
        Waiting.until(() -> Rows.count(count, user) == 1);
        assertThat(Rows.everythingOf(user)).contains("two-factor-sms").doesNotContain(phone.substring(2));

        AdminApi admin = TestKeycloak.shared().admin();
        admin.credentials(realm.name(), user.id()).forEach(row -> {
            if (row.path("type").asText().equals("two-factor-sms")) {
                String path =
                        "/users/" + user.id() + "/credentials/" + row.path("id").asText();
                admin.send("DELETE", "/" + realm.name() + path, null);
            }
        });
        Waiting.until(() -> Rows.count(count, user) == 0);

        TestUser imported = realm.newUser();
        SignIn signIn = realm.signIn();
        signIn.password(imported);
        signIn.code(new CodeInbox(imported.phone()).code(1));
        Waiting.until(() -> Rows.count(count, imported) == 1);
        realm.delete(imported);
        assertThat(Rows.count(count, imported)).isZero();
    }

    @Test
    void whereNumbersAreUniqueOnlyWhoHoldsThePhoneLearnsThatItIsTaken() {
        TestRealm unique = TestRealm.create();
        unique.policy("unique-number", "true");
        for (TestUser each : List.of(unique.newUserWithoutPhone(), unique.newUserWithoutPhone())) {
            BrowserSession person = BrowserSession.fresh();
            int before = inbox.count();
            person.get(address(unique, "two-factor-enroll-sms"));
            person.page().submit(Map.of("username", each.name(), "password", each.password()));
            assertThat(person.page().submit(Map.of("phoneNumber", phone)).isCodePage())
                    .isTrue();
            Page done = person.page().submit(Map.of("code", inbox.code(before + 1)));
            if (before == 0) {
                assertThat(done.isSignedIn()).isTrue();
                Waiting.until(
                        () -> Rows.count("select count(*) from two_factor_enrollment where user_id = ?", each) == 1);
            } else {
                assertThat(done.html().select("#input-error-phoneNumber").text())
                        .contains("already used with another account");
            }
        }
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

    @Test
    void realmsKnowTheActionsWhateverTheirFileLists() {
        TestRealm listed = TestRealm.create(file -> file.putArray("requiredActions")
                .addObject()
                .put("alias", "UPDATE_PASSWORD")
                .put("name", "Update Password")
                .put("providerId", "UPDATE_PASSWORD")
                .put("enabled", true));

        for (String name : List.of(listed.name(), realm.name(), "master")) {
            JsonNode actions = TestKeycloak.shared().admin().get("/" + name + "/authentication/required-actions");
            assertThat(actions.findValuesAsText("alias"))
                    .contains("two-factor-enroll", "two-factor-enroll-sms", "two-factor-enroll-email");
        }
    }

    private JsonNode profile() {
        var profile = (com.fasterxml.jackson.databind.node.ObjectNode)
                TestKeycloak.shared().admin().get("/" + realm.name() + "/users/profile");
        profile.put("unmanagedAttributePolicy", "ENABLED");
        return profile;
    }

    private Page start(String action) {
        browser.get(address(action));
        return browser.page().submit(Map.of("username", user.name(), "password", user.password()));
    }

    private Page send(String number) {
        return browser.page().submit(Map.of("phoneNumber", number));
    }

    private Page code(String code) {
        return browser.page().submit(Map.of("code", code));
    }

    private List<String> stored() {
        JsonNode credentials = TestKeycloak.shared().admin().credentials(realm.name(), user.id());
        return StreamSupport.stream(credentials.spliterator(), false)
                .filter(row -> row.path("type").asText().startsWith("two-factor"))
                .map(row -> row.path("userLabel").asText())
                .toList();
    }

    private static String address(String action) {
        return address(realm, action);
    }

    private static String address(TestRealm realm, String action) {
        return BrowserSession.loginAddress(realm.name(), "web") + "&kc_action=" + action;
    }
}
