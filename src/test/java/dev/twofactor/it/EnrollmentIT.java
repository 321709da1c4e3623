package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Setting up a phone or an address as a person without JavaScript does it, started by an application. */
class EnrollmentIT extends EnrollmentStories {

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
}
