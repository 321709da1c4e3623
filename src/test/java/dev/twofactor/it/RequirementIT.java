package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every key of the policy that says who has to set up a second factor, and when. */
class RequirementIT {

    private static final List<String> KEYS = List.of(
            "requirement",
            "required-roles",
            "required-groups",
            "required-from",
            "grace-days",
            "offer-every-days",
            "sign-in-again-after-enrolling",
            "new-users-only",
            "enrolled-after",
            "methods");
    private static TestRealm realm;
    private static AdminApi admin;

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
        admin = TestKeycloak.shared().admin();
    }

    @BeforeEach
    void defaults() {
        KEYS.forEach(key -> realm.policy(key, ""));
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    private static Page password(TestUser user) {
        return realm.signIn().password(user);
    }

    private static void days(int days) {
        TestKeycloak.shared().setClockAhead(Duration.ofDays(days).plusMinutes(1));
    }

    @Test
    void optionalAsksNobodyAndRequiredAsksWhoHasNone() {
        assertThat(password(realm.newUserWithoutPhone()).isSignedIn()).isTrue();

        realm.policy("requirement", "required");

        Page asked = password(realm.newUserWithoutPhone());
        assertThat(Enrolling.isAsked(asked)).isTrue();
        assertThat(Enrolling.canWait(asked)).isFalse();
        assertThat(asked.text()).contains("Choose one to go on");
        TestUser withPhone = realm.newUser();
        SignIn person = realm.signIn();
        assertThat(person.password(withPhone).isCodePage()).isTrue();
        assertThat(person.code(new CodeInbox(withPhone.phone()).code(1)).isSignedIn())
                .isTrue();
    }

    @Test
    void whoSetsOneUpIsInAndIsAskedForItFromThenOn() {
        realm.policy("requirement", "required");
        TestUser user = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();

        assertThat(Enrolling.phone(password(user), phone).isSignedIn()).isTrue();

        SignIn later = realm.signIn();
        assertThat(later.password(user).isCodePage()).isTrue();
        assertThat(later.code(new CodeInbox(phone).code(2)).isSignedIn()).isTrue();
    }

    @Test
    void aRoleRequiresItOfItsUsersWhileOthersStayFree() {
        admin.send("POST", "/" + realm.name() + "/roles", AdminAs.json().put("name", "administrator"));
        TestUser boss = realm.newUserWithoutPhone();
        var mapped = JsonNodeFactory.instance.arrayNode();
        mapped.add(admin.get("/" + realm.name() + "/roles/administrator"));
        admin.send("POST", "/" + realm.name() + "/users/" + boss.id() + "/role-mappings/realm", mapped);

        realm.policy("required-roles", "administrator,realm-management.manage-users");

        assertThat(Enrolling.isAsked(password(boss))).isTrue();
        assertThat(password(realm.newUserWithoutPhone()).isSignedIn()).isTrue();
        TestUser clerk = realm.newUserWithoutPhone();
        String client = admin.get("/" + realm.name() + "/clients?clientId=realm-management")
                .path(0)
                .path("id")
                .asText();
        var role = JsonNodeFactory.instance.arrayNode();
        role.add(admin.get("/" + realm.name() + "/clients/" + client + "/roles/manage-users"));
        admin.send("POST", "/" + realm.name() + "/users/" + clerk.id() + "/role-mappings/clients/" + client, role);
        assertThat(Enrolling.isAsked(password(clerk))).isTrue();
    }

    @Test
    void aGroupRequiresItOfItsMembersAndOfItsSubgroups() {
        admin.send("POST", "/" + realm.name() + "/groups", AdminAs.json().put("name", "staff"));
        String staff = admin.get("/" + realm.name() + "/group-by-path/staff")
                .path("id")
                .asText();
        admin.send(
                "POST",
                "/" + realm.name() + "/groups/" + staff + "/children",
                AdminAs.json().put("name", "night"));
        String night = admin.get("/" + realm.name() + "/group-by-path/staff/night")
                .path("id")
                .asText();
        TestUser guard = realm.newUserWithoutPhone();
        admin.send("PUT", "/" + realm.name() + "/users/" + guard.id() + "/groups/" + night, null);

        realm.policy("required-groups", "/staff");

        assertThat(Enrolling.isAsked(password(guard))).isTrue();
        assertThat(password(realm.newUserWithoutPhone()).isSignedIn()).isTrue();
    }

    @Test
    void beforeTheFirstDayNobodyIsAsked() {
        realm.policy("requirement", "required");
        TestUser user = realm.newUserWithoutPhone();

        realm.policy("required-from", today().plusDays(2).toString());
        assertThat(password(user).isSignedIn()).isTrue();
        days(2);
        assertThat(Enrolling.isAsked(password(user))).isTrue();
    }

    @Test
    void aMethodForNewUsersOnlyLeavesThoseThatWereThereAsTheyAre() {
        realm.policy("requirement", "required");
        realm.policy("new-users-only", "true");
        // Not tomorrow: at midnight that would be the day on which the old user is made.
        realm.policy("required-from", today().plusDays(2).toString());
        realm.policy("methods", "email");
        TestUser old = realm.newUserWithoutPhone();

        days(2);
        TestUser fresh = realm.newUserWithoutPhone();

        assertThat(password(old).isSignedIn()).isTrue();
        assertThat(Enrolling.isAsked(password(fresh))).isTrue();
    }

    @Test
    void graceLetsPeopleWaitUntilItIsOver() {
        realm.policy("requirement", "required");
        realm.policy("grace-days", "3");
        TestUser user = realm.newUserWithoutPhone();

        Page asked = password(user);
        assertThat(Enrolling.isAsked(asked)).isTrue();
        assertThat(asked.press("Not now").isSignedIn()).isTrue();
        days(2);
        assertThat(password(user).press("Not now").isSignedIn()).isTrue();
        days(3);
        Page over = password(user);

        assertThat(Enrolling.isAsked(over)).isTrue();
        assertThat(Enrolling.canWait(over)).isFalse();
        assertThat(Enrolling.isAsked(over.submit(over.form("method"), Map.of("later", "true"))))
                .isTrue();
    }

    @Test
    void anOfferMayBeDeclinedAndComesAgainAfterItsDays() {
        realm.policy("offer-every-days", "7");
        TestUser user = realm.newUserWithoutPhone();

        assertThat(password(user).press("Not now").isSignedIn()).isTrue();
        assertThat(password(user).isSignedIn()).isTrue();
        days(7);
        Page again = password(user);
        assertThat(Enrolling.canWait(again)).isTrue();
        assertThat(Enrolling.phone(again, PhoneNumbers.next()).isSignedIn()).isTrue();
        days(15);
        assertThat(password(user).isCodePage()).isTrue();
    }

    @Test
    void anOfferDoesNotStandInFrontOfWhatAnApplicationAskedFor() {
        realm.policy("offer-every-days", "7");
        TestUser user = realm.newUserWithoutPhone();
        BrowserSession browser = BrowserSession.fresh();
        browser.openLogin(realm.name(), "web", "&kc_action=UPDATE_PASSWORD");

        Page page = browser.page().submit(Map.of("username", user.name(), "password", user.password()));

        assertThat(page.html().selectFirst("input[name=password-new]")).isNotNull();
        assertThat(Enrolling.isAsked(password(user))).isTrue();
    }

    @Test
    void afterEnrollingPeopleSignInAnewWhereThePolicyWantsIt() {
        realm.policy("requirement", "required");
        realm.policy("sign-in-again-after-enrolling", "true");
        TestUser user = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();

        Page anew = Enrolling.phone(password(user), phone);

        assertThat(anew.isLoginPage()).isTrue();
        Page code = anew.submit(Map.of("username", user.name(), "password", user.password()));
        assertThat(code.isCodePage()).isTrue();
        assertThat(code.submit(Map.of("code", new CodeInbox(phone).code(2))).isSignedIn())
                .isTrue();
    }

    @Test
    void aMethodThatThePolicyNoLongerAllowsDoesNotCount() {
        realm.policy("requirement", "required");
        realm.policy("methods", "email,totp");

        Page asked = password(realm.newUser());

        assertThat(Enrolling.isAsked(asked)).isTrue();
        assertThat(asked.html().select("button[value=sms]")).isEmpty();
    }

    @Test
    void setUpsOlderThanTheMomentDoNotCountAndTheSamePhoneCanBeSetUpAnew() {
        TestUser user = realm.newUser();
        realm.policy("requirement", "required");
        realm.policy("enrolled-after", now().plusSeconds(60).toString());
        assertThat(password(user).isCodePage()).isTrue();

        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(120));
        Page asked = password(user);
        assertThat(Enrolling.isAsked(asked)).isTrue();
        Page done = asked.press("Codes by text message").submit(Map.of("phoneNumber", user.phone()));
        int sent = new CodeInbox(user.phone()).count();
        new CodeInbox(user.phone()).message(2);
        assertThat(sent).isPositive();

        assertThat(done.submit(Map.of("code", new CodeInbox(user.phone()).code(2)))
                        .isSignedIn())
                .isTrue();
        assertThat(realm.credentials(user).findValuesAsText("type")).containsOnlyOnce("two-factor-sms");
        assertThat(password(user).isCodePage()).isTrue();
    }

    @Test
    void whereItIsOptionalAnOldSetUpIsNotAskedForAnyMore() {
        TestUser user = realm.newUser();
        realm.policy("enrolled-after", now().plusSeconds(1).toString());

        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(60));

        assertThat(password(user).isSignedIn()).isTrue();
    }

    @Test
    void withNothingToSetUpNobodyIsLetInWhoMustHaveOne() {
        realm.policy("requirement", "required");
        realm.policy("methods", "email");
        TestRealm bare = realm;
        enable("two-factor-enroll-email", false);
        enable("webauthn-register", false);
        enable("CONFIGURE_RECOVERY_AUTHN_CODES", false);
        try {
            Page refused = password(bare.newUserWithoutPhone());
            assertThat(refused.isSignedIn()).isFalse();
            assertThat(refused.text()).contains("none can be set up here");
            enable("two-factor-enroll", false);
            assertThat(password(bare.newUserWithoutPhone()).text()).contains("none can be set up here");
        } finally {
            for (String action : List.of(
                    "two-factor-enroll-email",
                    "webauthn-register",
                    "CONFIGURE_RECOVERY_AUTHN_CODES",
                    "two-factor-enroll")) {
                enable(action, true);
            }
        }
    }

    private static void enable(String action, boolean enabled) {
        String path = "/" + realm.name() + "/authentication/required-actions/" + action;
        var model = (com.fasterxml.jackson.databind.node.ObjectNode) admin.get(path);
        admin.send("PUT", path, model.put("enabled", enabled));
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(TestKeycloak.shared().clockMillis());
    }
}
