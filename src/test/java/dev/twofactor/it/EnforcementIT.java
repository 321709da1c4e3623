package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whoever must set up a second factor has no way round it with the password alone. */
class EnforcementIT {

    private static TestRealm realm;
    private static AdminApi admin;

    private final TestUser user = realm.newUserWithoutPhone();
    private final SignIn person = realm.signIn();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
        admin = TestKeycloak.shared().admin();
        realm.policy("requirement", "required");
        WeakApplication.addTo(realm);
    }

    private Page asked() {
        Page page = person.password(user);
        assertThat(Enrolling.isAsked(page)).isTrue();
        return page;
    }

    private Map<String, String> password() {
        return Map.of("username", user.name(), "password", user.password());
    }

    @Test
    void aRestartedLoginAsksAgain() {
        Page asked = asked();
        String page = asked.url().toString();

        Page restarted = person.browser().get(page.replaceFirst("/login-actions/[^?]*", "/login-actions/restart"));

        assertThat(restarted.isLoginPage()).isTrue();
        assertThat(Enrolling.isAsked(restarted.submit(password()))).isTrue();
    }

    @Test
    void aSecondTabAsksToo() {
        asked();

        Page second = person.tab().open();

        assertThat(second.isSignedIn()).isFalse();
        assertThat(Enrolling.isAsked(second.isLoginPage() ? second.submit(password()) : second))
                .isTrue();
    }

    @Test
    void aReloadAndTheBackButtonLeadBackToThePage() {
        asked();
        Page phone = person.page().press("Codes by text message");
        assertThat(phone.form("phoneNumber")).isNotNull();

        assertThat(person.browser().reload().isSignedIn()).isFalse();
        assertThat(Enrolling.isAsked(person.page().press("Choose another method")))
                .isTrue();
    }

    @Test
    void cancelAndNotNowAreNoWayOut() {
        asked();
        for (String way : List.of("cancel-aia", "later")) {
            Page page = person.page();
            Page after = page.submit(page.form("method"), Map.of(way, "true"));
            assertThat(Enrolling.isAsked(after)).as(way).isTrue();
        }
    }

    @Test
    void anActionOfAnApplicationThatIsCancelledLeadsBackToThePage() {
        for (String action : List.of("two-factor-enroll-sms", "two-factor-enroll", "UPDATE_PASSWORD")) {
            BrowserSession browser = BrowserSession.fresh();
            browser.openLogin(realm.name(), "web", "&kc_action=" + action);
            Page page = browser.page().submit(password());
            assertThat(Enrolling.isAsked(page)).as(action).isTrue();
            Page after = page.submit(page.form("method"), Map.of("cancel-aia", "true"));
            assertThat(after.isSignedIn()).as(action).isFalse();
            assertThat(Enrolling.isAsked(after)).as(action).isTrue();
        }
    }

    @Test
    void anotherApplicationsFlowThatAsksForThePasswordAloneRequiresItToo() {
        BrowserSession browser = BrowserSession.fresh();
        browser.openLogin(realm.name(), WeakApplication.ID);

        Page page = browser.page().submit(password());

        assertThat(Enrolling.isAsked(page)).isTrue();
        asked();
        Page tab = person.browser().tab().openLogin(realm.name(), WeakApplication.ID);
        assertThat(Enrolling.isAsked(tab.isLoginPage() ? tab.submit(password()) : tab))
                .isTrue();
    }

    @Test
    void theTokenEndpointGivesNothingForThePasswordAlone() {
        Page answer = token(WeakApplication.ID);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("access_token");
        realm.policy("requirement", "optional");
        try {
            assertThat(token(WeakApplication.ID).body()).contains("access_token");
        } finally {
            realm.policy("requirement", "required");
        }
    }

    private Page token(String client) {
        String body = BrowserSession.encode(Map.of(
                "grant_type", "password", "client_id", client, "username", user.name(), "password", user.password()));
        return BrowserSession.fresh()
                .probePost(
                        TestKeycloak.shared().url() + "/realms/" + realm.name() + "/protocol/openid-connect/token",
                        body,
                        BrowserSession.FORM);
    }

    @Test
    void anActionThatIsSwitchedOffOrNotAllowedDoesNotStandForIt() {
        realm.policy("methods", "sms,totp");
        try {
            addAction("two-factor-enroll-email");
            assertThat(Enrolling.isAsked(person.password(user))).isTrue();
        } finally {
            realm.policy("methods", "");
        }
    }

    private void addAction(String action) {
        ObjectNode changed = (ObjectNode) admin.get("/" + realm.name() + "/users/" + user.id());
        changed.putArray("requiredActions").add(action);
        admin.send("PUT", "/" + realm.name() + "/users/" + user.id(), changed);
    }

    @Test
    void anOldActionLinkDoesNotLeadPastIt() {
        String address = user.name() + "@test.example";
        var actions = JsonNodeFactory.instance.arrayNode().add("UPDATE_PASSWORD");
        admin.send(
                "PUT",
                "/" + realm.name() + "/users/" + user.id()
                        + "/execute-actions-email?client_id=web&redirect_uri=http%3A%2F%2Flocalhost%3A9999%2F",
                actions);
        String link = MailedLink.to(address, 1);
        asked();

        BrowserSession browser = BrowserSession.fresh();
        Page page = MailedLink.follow(browser, link);
        Page after = page.html().selectFirst("input[name=password-new]") == null
                ? page
                : page.submit(
                        Map.of("password-new", "new-" + user.password(), "password-confirm", "new-" + user.password()));

        assertThat(after.isSignedIn()).isFalse();
        assertThat(Enrolling.isAsked(after)).isTrue();
        assertThat(browser.tab().openLogin(realm.name(), "web").isSignedIn()).isFalse();
    }

    @Test
    void somebodyElseWhoWaitsAtThePageIsAskedForTheFactorThatTheUserSetUpMeanwhile() {
        SignIn thief = realm.signIn();
        assertThat(Enrolling.isAsked(thief.password(user))).isTrue();
        String phone = PhoneNumbers.next();
        assertThat(Enrolling.phone(asked(), phone).isSignedIn()).isTrue();

        Page stolen = thief.browser().reload();

        assertThat(stolen.isSignedIn()).isFalse();
        assertThat(stolen.isLoginPage()).isTrue();
        assertThat(stolen.submit(password()).isCodePage()).isTrue();
    }

    @Test
    void anApplicationIsFreedByAFlowInWhichTheStepIsSwitchedOff() {
        String path = "/" + realm.name() + "/authentication/flows/";
        String copy = "free flow";
        admin.send(
                "POST",
                path + "browser%20with%20two%20factors/copy",
                AdminAs.json().put("newName", copy));
        for (JsonNode step : admin.executions(realm.name(), copy)) {
            if (step.path("providerId").asText().equals("two-factor-enrollment")) {
                admin.updateExecution(realm.name(), copy, ((ObjectNode) step).put("requirement", "DISABLED"));
            }
        }
        String id = "";
        for (JsonNode flow : admin.get("/" + realm.name() + "/authentication/flows")) {
            id = flow.path("alias").asText().equals(copy) ? flow.path("id").asText() : id;
        }
        ObjectNode client = AdminAs.json().put("clientId", "free").put("publicClient", true);
        client.putArray("redirectUris").add(BrowserSession.APPLICATION + "*");
        client.putObject("authenticationFlowBindingOverrides").put("browser", id);
        admin.send("POST", "/" + realm.name() + "/clients", client);
        BrowserSession browser = BrowserSession.fresh();

        browser.openLogin(realm.name(), "free");

        assertThat(browser.page().submit(password()).isSignedIn()).isTrue();
    }
}
