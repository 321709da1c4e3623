package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A requirement that is only recorded: everything stays as it is for users, and the admin learns what would have been. */
class RecordedRequirementIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static TestRealm realm;
    private static TokenEndpoint shop;

    @BeforeAll
    static void aRealmThatTriesARequirement() {
        realm = TestRealm.createWithSetUp();
        shop = TokenEndpoint.of(realm, "shop-api");
        realm.policy("requirement", "required");
        realm.policy("requirement-mode", "record");
    }

    private static List<String> recorded(TestUser user) {
        List<String> found = new ArrayList<>();
        for (JsonNode event : realm.events(user)) {
            JsonNode detail = event.path("details").path("two_factor_requirement");
            if (!detail.isMissingNode()) {
                assertThat(event.path("type").asText()).isEqualTo("CUSTOM_REQUIRED_ACTION");
                assertThat(event.toString()).doesNotContain(user.name());
                found.add(detail.asText());
            }
        }
        return found;
    }

    @Test
    void whoHasNoneSignsInAsBeforeAndIsWrittenDownOnceForEachLogin() {
        TestUser user = realm.newUserWithoutPhone();

        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        assertThat(recorded(user)).containsExactly("set_up");
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();

        assertThat(recorded(user)).hasSize(2);
        assertThat(realm.credentials(user).findValuesAsText("type")).containsExactly("password");
    }

    @Test
    void tokensAreGivenAsBeforeAndItIsWrittenDown() {
        TestUser user = realm.newUserWithoutPhone();

        assertThat(shop.call(user).hasTokens()).isTrue();
        assertThat(recorded(user)).containsExactly("set_up");
    }

    @Test
    void whoHasOneIsAskedAsBeforeAndNothingIsWrittenDown() {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();

        assertThat(person.password(user).isCodePage()).isTrue();
        assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();
        assertThat(recorded(user)).isEmpty();
    }

    @Test
    void whoSwitchedItOffStaysWithoutAndIsWrittenDownAsAsked() {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        person.code(new CodeInbox(user.phone()).code(1));
        switchOff(user);

        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        assertThat(recorded(user)).containsExactly("asked");
    }

    private static void switchOff(TestUser user) {
        Rows.text("update two_factor_enrollment set enabled = false where user_id = ? returning user_id", user);
    }

    @Test
    void graceIsWrittenDownAndDoesNotBegin() {
        realm.policy("grace-days", "3");
        try {
            TestUser user = realm.newUserWithoutPhone();
            assertThat(realm.signIn().password(user).isSignedIn()).isTrue();

            assertThat(recorded(user)).containsExactly("set_up_later");
            assertThat(Rows.count(
                            "select count(*) from two_factor_user where user_id = ? and first_asked_at is not null",
                            user))
                    .isZero();
        } finally {
            realm.policy("grace-days", "");
        }
    }

    @Test
    void theListOfUsersCallsNobodyPendingForIt() {
        TestUser user = realm.newUserWithoutPhone();
        realm.policy("grace-days", "3");
        realm.policy("requirement-mode", "enforce");
        try {
            assertThat(Enrolling.canWait(realm.signIn().password(user))).isTrue();
            assertThat(status(user)).isEqualTo("pending");
        } finally {
            realm.policy("grace-days", "");
            realm.policy("requirement-mode", "record");
        }
        assertThat(status(user)).isEqualTo("none");
    }

    private static String status(TestUser user) {
        return ADMIN.send("GET", realm.name(), "users?search=" + user.name(), null)
                .good()
                .path(0)
                .path("status")
                .asText();
    }
}
