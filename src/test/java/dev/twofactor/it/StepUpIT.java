package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has a second factor must have shown it a moment ago before anything is added to it. */
class StepUpIT {

    private static TestRealm realm;

    private final TestUser user = realm.newUser();
    private final CodeInbox inbox = new CodeInbox(user.phone());
    private final BrowserSession browser = BrowserSession.fresh();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create(file -> file.put("accessCodeLifespanUserAction", 3600));
        WeakApplication.addTo(realm);
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-factor-enroll-sms", "two-factor-enroll-email", "two-factor-enroll"})
    void withAPasswordAloneNothingCanBeAddedWhereTheFlowAsksForNothingElse(String action) {
        WeakApplication.signIn(browser, realm, user);

        Page asked = browser.openLogin(realm.name(), WeakApplication.ID, "&kc_action=" + action);
        assertThat(asked.isLoginPage()).isTrue();
        Page back = browser.page().submit(Map.of("password", user.password()));

        assertThat(back.redirect().orElseThrow().toString()).contains("kc_action_status=error");
    }

    @Test
    void aSessionWithoutProofIsLedToTheCodeAndThenToThePage() {
        WeakApplication.signIn(browser, realm, user);

        Page asked = browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-email");
        assertThat(asked.isLoginPage()).isTrue();
        assertThat(browser.page().submit(Map.of("password", user.password())).isCodePage())
                .isTrue();
        Page form = browser.page().submit(Map.of("code", inbox.code(1)));

        assertThat(form.html().select("#emailAddress")).hasSize(1);
    }

    @Test
    void whoJustSignedInWithACodeIsNotAskedAgain() {
        signInFully();

        Page form = browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-email");

        assertThat(form.html().select("#emailAddress")).hasSize(1);
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void whatWasBegunInTimeCanBeEndedSomeMinutesLaterAndNoLater() {
        signInFully();
        browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-email");
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(10));
        assertThat(browser.page()
                        .submit(Map.of("emailAddress", MailAddresses.next()))
                        .isCodePage())
                .isTrue();
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(16));

        Page asked = browser.page().submit(Map.of("change", "true"));

        assertThat(asked.isLoginPage()).isTrue();
    }

    @Test
    void aPageThatWasOpenedWithoutProofTakesNothing() {
        signInFully();
        Page form = browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-email");
        String action = form.form("emailAddress").action();
        String address = MailAddresses.next();
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(16));

        browser.post(action, Map.of("emailAddress", address));

        assertThat(browser.page().isLoginPage()).isTrue();
        assertThat(new CodeInbox(address).count()).isZero();
    }

    @Test
    void whoHasNoFactorNeedsAFreshSignInOnly() {
        TestUser beginner = realm.newUserWithoutPhone();
        browser.openLogin(realm.name(), "web");
        browser.page().submit(Map.of("username", beginner.name(), "password", beginner.password()));

        Page form = browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-sms");

        assertThat(form.html().select("#phoneNumber")).hasSize(1);
    }

    @Test
    void alsoAnActionThatAnAdministratorDemandsAsksASessionWithoutProofForACode() {
        WeakApplication.signIn(browser, realm, user);
        ObjectNode demanded = JsonNodeFactory.instance.objectNode();
        demanded.putArray("requiredActions").add("two-factor-enroll-email");
        TestKeycloak.shared().admin().send("PUT", "/" + realm.name() + "/users/" + user.id(), demanded);

        assertThat(browser.openLogin(realm.name(), "web").isLoginPage()).isTrue();
        browser.page().submit(Map.of("password", user.password()));
        Page form = browser.page().submit(Map.of("code", inbox.code(1)));

        assertThat(form.html().select("#emailAddress")).hasSize(1);
    }

    private void signInFully() {
        browser.openLogin(realm.name(), "web");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        assertThat(browser.page().submit(Map.of("code", inbox.code(1))).isSignedIn())
                .isTrue();
    }
}
