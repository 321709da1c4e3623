package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.EventsDoc;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept of one user is handed over as docs/privacy.md says, and erased. */
class UserDataIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static TestRealm realm;

    private final String phone = PhoneNumbers.next();
    private final String address = MailAddresses.next();

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.offering(TestRealm.create(file -> file.put("adminEventsEnabled", true)));
    }

    @Test
    void erasingLeavesNothingOfOursAndTouchesNobodyElse() {
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(address));
        TestUser other = realm.newUser();
        TrustKit.trusting(realm, user);
        TrustKit.trusting(realm, other);
        long ofOther = Rows.of(other);
        SignIn inFlight = realm.signIn();
        inFlight.password(user);
        String code = TrustKit.newestCode(user);

        assertThat(send("DELETE", user).status()).isEqualTo(204);

        assertThat(Rows.of(user)).isZero();
        assertThat(Rows.count(
                        "select count(*) from two_factor_attempt a where not exists"
                                + " (select 1 from two_factor_ledger l where l.id = a.delivery_id) and ? <> ''",
                        user))
                .isZero();
        assertThat(realm.credentials(user).findValuesAsText("type")).containsExactly("password");
        assertThat(inFlight.code(code).isSignedIn()).isFalse();
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        assertThat(Rows.of(other)).isEqualTo(ofOther);
        assertThat(realm.signIn().password(other).isCodePage()).isTrue();
        assertThat(send("GET", user).good().path("methods")).isEmpty();
    }

    @Test
    void factorsOfKeycloaksOwnStayAndAreAskedFor() {
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.app(Secrets.token()));

        assertThat(send("DELETE", user).status()).isEqualTo(204);

        assertThat(realm.credentials(user).findValuesAsText("type")).containsExactlyInAnyOrder("password", "otp");
        assertThat(realm.signIn().password(user).isSignedIn()).isFalse();
        JsonNode listed = ADMIN.send("GET", realm.name(), "users?search=" + user.name(), null)
                .good()
                .path(0);
        assertThat(listed.path("status").asText()).isEqualTo("enabled");
        assertThat(listed.path("methods").toString()).isEqualTo("[\"totp\"]");
    }

    @Test
    void theUserIsToldOfWhatWasErasedAndAnAdminEventStaysWithoutNumber() {
        TestUser user = realm.newUser("", Credentials.address(address));
        send("GET", user).good();

        assertThat(send("DELETE", user).status()).isEqualTo(204);

        assertThat(new CodeInbox(address).message(1).text()).contains("removed");
        JsonNode events = TestKeycloak.shared()
                .admin()
                .get("/" + realm.name() + "/admin-events?resourcePath=two-factor/users/" + user.id() + "/data");
        assertThat(events.findValuesAsText("operationType")).containsExactly("DELETE", "ACTION");
        assertThat(events.findValuesAsText("resourceType")).containsOnly("TWO_FACTOR_DATA");
        assertThat(EventsDoc.operations("TWO_FACTOR_DATA"))
                .containsExactlyInAnyOrderElementsOf(events.findValuesAsText("operationType"));
        assertThat(events.toString()).doesNotContain(address, user.name());
    }

    @Test
    void onlyWhoMayManageTheUserMayReadOrErase() {
        TestUser user = realm.newUser(phone, Credentials.phone(phone));
        for (String role : List.of("view-users", "query-users", "manage-realm", "impersonation")) {
            AdminAs admin = AdminAs.withRoles(realm, role);
            for (String verb : List.of("GET", "DELETE")) {
                AdminAs.Answer refused = admin.send(verb, realm.name(), "users/" + user.id() + "/data", null);
                assertThat(refused.status()).as(role + " " + verb).isEqualTo(403);
                assertThat(refused.text()).doesNotContain(phone.substring(2));
            }
        }
        assertThat(realm.credentials(user)).hasSize(2);
        AdminAs manager = AdminAs.withRoles(realm, "manage-users");
        assertThat(manager.send("GET", realm.name(), "users/nobody/data", null).status())
                .isEqualTo(404);
        assertThat(manager.send("DELETE", realm.name(), "users/nobody/data", null)
                        .status())
                .isEqualTo(404);
        assertThat(manager.send("GET", realm.name(), "users/" + user.id() + "/data", null)
                        .status())
                .isEqualTo(200);
    }

    private static AdminAs.Answer send(String verb, TestUser user) {
        return ADMIN.send(verb, realm.name(), "users/" + user.id() + "/data", null);
    }
}
