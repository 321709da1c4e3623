package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin sees and helps people of a company's directory as all others, imported into Keycloak's database or not. */
class DirectoryUsersIT {

    private static final AdminAs ADMIN = AdminAs.server();

    private final LdapDirectory directory = new LdapDirectory();
    private final TestRealm realm = TestRealm.create();
    private final AdminApi api = TestKeycloak.shared().admin();
    private final String password = Secrets.password();

    @AfterEach
    void stop() {
        directory.close();
    }

    private AdminAs.Answer send(String method, String path, JsonNode body) {
        return ADMIN.send(method, realm.name(), path, body);
    }

    private TestUser person(String name) {
        JsonNode found = api.get("/" + realm.name() + "/users?exact=true&username=" + name);
        return new TestUser(found.path(0).path("id").asText(), name, password, PhoneNumbers.next(), "");
    }

    private void connect(boolean imported, String... names) {
        for (String name : names) {
            directory.add(name, password);
        }
        String id = api.get("/" + realm.name()).path("id").asText();
        api.createComponent(realm.name(), directory.federation(imported).put("parentId", id));
    }

    private void vouchFor(TestUser person) {
        send(
                        "POST",
                        "users/" + person.id() + "/methods",
                        AdminAs.json().put("method", "sms").put("destination", person.phone()))
                .good();
        Waiting.until(() -> Rows.count("select count(*) from two_factor_enrollment where user_id = ?", person) == 1);
    }

    private JsonNode row(String path, String name) {
        for (JsonNode row : send("GET", path, null).good()) {
            if (row.path("username").asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError(name + " is not in " + path);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whomKeycloakHasSeenIsListedCountedAndFoundBehindTheOthers(boolean imported) {
        connect(imported, "anna", "bert");
        TestUser local = realm.newUser();
        TestUser anna = person("anna");
        assertThat(anna.id().startsWith("f:")).isEqualTo(!imported);
        vouchFor(anna);

        JsonNode row = row("users", "anna");
        assertThat(row.path("id").asText()).isEqualTo(anna.id());
        assertThat(row.path("status").asText()).isEqualTo("enabled");
        assertThat(row.path("methods").toString()).isEqualTo("[\"sms\"]");
        assertThat(row("users?status=enabled", "anna").path("id").asText()).isEqualTo(anna.id());
        assertThat(row("users?search=ann", "anna").path("status").asText()).isEqualTo("enabled");
        assertThat(send("GET", "users?status=off", null).good()).isEmpty();
        assertThat(send("GET", "users/count", null).good().path("enabled").asInt())
                .isEqualTo(2);
        assertThat(send("GET", "users/count?search=anna", null)
                        .good()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        if (!imported) {
            assertThat(send("GET", "users?first=0&max=1", null).good().findValuesAsText("username"))
                    .containsExactly(local.name());
            assertThat(send("GET", "users?first=1&max=5", null).good().findValuesAsText("username"))
                    .containsExactly("anna");
            assertThat(send("GET", "users?first=2", null).good()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSearchAsksTheDirectoryForTheRest(boolean imported) {
        connect(imported, "carl");
        if (imported) {
            send("GET", "users?search=carl", null).good();
            person("carl");
        }

        assertThat(row("users?search=carl", "carl").path("status").asText()).isEqualTo("none");
        assertThat(row("users?search=carl&status=none", "carl").path("methods")).isEmpty();
        assertThat(send("GET", "users?search=carl&status=enabled", null).good()).isEmpty();
        assertThat(send("GET", "users/count?search=carl", null)
                        .good()
                        .path("none")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneOfThemIsSeenCheckedAndChangedAsAllOthers(boolean imported) {
        connect(imported, "dora");
        TestUser dora = person("dora");
        String path = "users/" + dora.id();
        assertThat(send("GET", path, null).good().path("status").asText()).isEqualTo("none");
        vouchFor(dora);
        CodeInbox inbox = new CodeInbox(dora.phone());

        JsonNode begun = send("POST", path + "/verifications", AdminAs.json()).good();
        JsonNode checked = send(
                        "POST",
                        path + "/verifications/" + begun.path("id").asText(),
                        AdminAs.json().put("code", inbox.code(1)))
                .good();
        assertThat(checked.path("verified").asBoolean()).isTrue();
        SignIn guesser = realm.signIn();
        guesser.password(dora);
        guesser.code(inbox.wrongCode(2));
        assertThat(send("GET", path, null).good().path("wrongToday").asInt()).isEqualTo(1);
        send("POST", path + "/unlock", null).good();
        assertThat(send("GET", path, null).good().path("wrongToday").asInt()).isZero();
        send("PUT", path + "/switch", AdminAs.json().put("on", false)).good();
        assertThat(send("GET", path, null).good().path("status").asText()).isEqualTo("off");
        assertThat(realm.signIn().password(dora).isSignedIn()).isTrue();
        send("PUT", path + "/switch", AdminAs.json().put("on", true)).good();
        assertThat(realm.signIn().password(dora).isCodePage()).isTrue();

        send("DELETE", path, null).good();

        assertThat(send("GET", path, null).good().path("methods")).isEmpty();
        assertThat(realm.signIn().password(dora).isSignedIn()).isTrue();
    }
}
