package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines of curl in the docs for applications, as they stand there. */
class CurlDocsIT {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private final TestRealm realm = TestRealm.createWithSetUp();
    private final String secret = Secrets.token();
    private final String phone = PhoneNumbers.next();
    private final CodeInbox inbox = new CodeInbox(phone);
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void setVariables() {
        TokenEndpoint.of(realm, "app", client -> client.put("secret", secret));
        variables.putAll(Map.of(
                "KEYCLOAK",
                TestKeycloak.shared().url(),
                "REALM",
                realm.name(),
                "CLIENT",
                "app",
                "SECRET",
                secret,
                "PHONE",
                phone));
    }

    @Test
    void tokensByNamePasswordAndCode() {
        TestUser user = realm.newUser(phone, Credentials.phone(phone));
        variables.putAll(Map.of("NAME", user.name(), "PASSWORD", user.password()));
        List<String> lines = lines("docs/token-endpoint.md");

        assertThat(run(lines.get(0)).path("error").asText()).isEqualTo("mfa_required");
        variables.put("CODE", inbox.code(1));
        assertThat(run(lines.get(1)).has("access_token")).isTrue();
        assertThat(lines).hasSize(2);
    }

    @Test
    void aPhoneOfTheUsersOwn() {
        TestUser user = realm.newUserWithoutPhone();
        variables.put("TOKEN", TokenEndpoint.existing(realm, "app", secret).tokenOf(user));
        List<String> lines = lines("docs/self-service.md");

        variables.put("ID", run(lines.get(0)).path("id").asText());
        variables.put("CODE", inbox.code(1));
        assertThat(run(lines.get(1)).path("method").asText()).isEqualTo("sms");
        assertThat(run(lines.get(2)).findValuesAsText("method")).containsExactly("sms");
        assertThat(lines).hasSize(3);
        assertThat(realm.credentials(user)).hasSize(2);
    }

    @Test
    void anAccountWithAProvedPhone() {
        RegisteringApp.giveRole(realm, RegisteringApp.accountOf(realm, "app"));
        TestUser anna = new TestUser("", "anna", Secrets.password(), phone, "");
        variables.putAll(Map.of("NAME", anna.name(), "PASSWORD", anna.password()));
        List<String> lines = lines("docs/registration.md");

        variables.put("TOKEN", run(lines.get(0)).path("access_token").asText());
        variables.put("ID", run(lines.get(1)).path("id").asText());
        variables.put("CODE", inbox.code(1));
        variables.put(
                "PROOF",
                Secrets.remember(run(lines.get(2)).path("verificationToken").asText()));
        assertThat(run(lines.get(3)).path("username").asText()).isEqualTo("anna");
        assertThat(lines).hasSize(4);
        assertThat(TokenEndpoint.existing(realm, "app", secret).call(anna).state())
                .isEqualTo("code_sent");
    }

    private static List<String> lines(String file) {
        try {
            return BLOCK.matcher(Files.readString(Path.of(file)))
                    .results()
                    .map(block -> block.group(1))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode run(String lines) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", lines).redirectErrorStream(true);
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new ObjectMapper()
                    .readTree(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError("no JSON came of " + lines, e);
        }
    }
}
