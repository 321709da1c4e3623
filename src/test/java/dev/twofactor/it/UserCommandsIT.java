package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands of the admin's page that are about one user do what their headings say. */
class UserCommandsIT {

    private static TestRealm realm;
    private static AdminCommands commands;

    private final TestUser user = realm.newUser();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
        commands = new AdminCommands(realm.name());
    }

    private static JsonNode detail(TestUser of) {
        return AdminAs.server()
                .send("GET", realm.name(), "users/" + of.id(), null)
                .good();
    }

    private static Map<String, String> withMethod(TestUser of) {
        JsonNode methods = detail(of).path("methods");
        return Map.of(
                "USER_ID",
                of.id(),
                "METHOD",
                methods.path(methods.size() - 1).path("id").asText());
    }

    @Test
    void methods() {
        commands.run(
                "Set up a phone that you vouch for", () -> Map.of("USER_ID", user.id(), "PHONE", PhoneNumbers.next()));
        JsonNode shown = commands.ask("See how it stands with one user", Map.of("USER_ID", user.id()));
        assertThat(shown.path("methods")).hasSize(3);
        String last = shown.path("methods").path(2).path("id").asText();
        commands.run("Make a method the default", () -> Map.of("USER_ID", user.id(), "METHOD", last));
        assertThat(detail(user).path("methods").path(0).path("id").asText()).isEqualTo(last);
        commands.run("Take one method away", () -> withMethod(user));
        assertThat(detail(user).path("methods")).hasSize(1);
    }

    @Test
    void privacy() {
        JsonNode data = commands.ask("Hand over what is kept of a user", Map.of("USER_ID", user.id()));
        assertThat(data.path("methods").path(0).path("destination").asText()).isEqualTo(user.phone());
        List<TestUser> erased = List.of(user, realm.newUser());
        Iterator<TestUser> next = erased.iterator();
        commands.run(
                "Erase what is kept of a user",
                () -> Map.of("USER_ID", next.next().id()));
        erased.forEach(each -> assertThat(detail(each).path("methods")).isEmpty());
    }

    @Test
    void switchAndUnlock() {
        commands.run("Switch a user off", () -> Map.of("USER_ID", user.id()));
        assertThat(detail(user).path("on").asBoolean(true)).isFalse();
        commands.run("Unlock a user", () -> Map.of("USER_ID", user.id()));
    }

    // Each of the two is an agent of its own: what one has sent, the other does not find.
    @Test
    void helpDesk() {
        List<TestUser> callers = List.of(user, realm.newUser());
        Iterator<TestUser> next = callers.iterator();
        List<JsonNode> sent = commands.run(
                "Send a code to a caller", () -> Map.of("USER_ID", next.next().id()));
        List<Map<String, String>> variables = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            CodeInbox inbox = new CodeInbox(callers.get(i).phone());
            variables.add(Map.of(
                    "USER_ID",
                    callers.get(i).id(),
                    "VERIFICATION",
                    sent.get(i).path("id").asText(),
                    "CODE",
                    inbox.code(1)));
        }

        commands.run("See how the message is doing", variables.iterator()::next)
                .forEach(state -> assertThat(state.path("live").asBoolean()).isTrue());
        commands.run("Check what the caller reads back", variables.iterator()::next)
                .forEach(answer ->
                        assertThat(answer.path("verified").asBoolean()).isTrue());
    }
}
