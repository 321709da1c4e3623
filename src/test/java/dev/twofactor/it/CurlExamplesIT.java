package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The scripts that show the three flows of applications with curl alone. */
class CurlExamplesIT {

    private static final String REGISTER = "examples/curl/register.sh";

    private final TestRealm realm = TestRealm.createWithSetUp();

    @Test
    void aUserWithoutAFactorSetsUpAPhoneAndFromThenOnGetsTokensByItsCode() {
        String secret = Secrets.token();
        TokenEndpoint.of(realm, "app", client -> client.put("secret", secret));
        TestUser user = realm.newUserWithoutPhone();
        String phone = PhoneNumbers.next();
        CodeInbox inbox = new CodeInbox(phone);
        Map<String, String> login =
                Map.of("CLIENT", "app", "SECRET", secret, "NAME", user.name(), "PASSWORD", user.password());

        String token = run(login, () -> "", "examples/curl/tokens.sh");
        assertThat(token).startsWith("ey");
        assertThat(run(Map.of("TOKEN", token), () -> inbox.code(1), "examples/curl/set-up-phone.sh", phone))
                .isEqualTo("Text message to ••• " + phone.substring(10));
        assertThat(run(login, () -> inbox.code(2), "examples/curl/tokens.sh")).startsWith("ey");
        assertThat(run(Map.of("TOKEN", token), () -> "", "examples/curl/set-up-phone.sh", PhoneNumbers.next()))
                .isEmpty();
    }

    @Test
    void anApplicationRegistersAPersonWithAProvedPhoneWhoThenGetsTokensByItsCode() {
        String secret = Secrets.token();
        TokenEndpoint.of(realm, "shop-server", client -> client.put("secret", secret));
        RegisteringApp.giveRole(realm, RegisteringApp.accountOf(realm, "shop-server"));
        String phone = PhoneNumbers.next();
        CodeInbox inbox = new CodeInbox(phone);
        String password = Secrets.password();
        Map<String, String> shop = Map.of("CLIENT", "shop-server", "SECRET", secret, "PASSWORD", password);

        assertThat(run(shop, () -> inbox.code(1), REGISTER, phone, "anna", "anna@test.example"))
                .isEqualTo("anna");
        Map<String, String> login =
                Map.of("CLIENT", "shop-server", "SECRET", secret, "NAME", "anna", "PASSWORD", password);
        assertThat(run(login, () -> inbox.code(2), "examples/curl/tokens.sh")).startsWith("ey");

        String other = PhoneNumbers.next();
        String guest = TestKeycloak.shared()
                .admin()
                .createUser(
                        realm.name(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("username", "guest")
                                .put("enabled", true));
        assertThat(run(shop, () -> new CodeInbox(other).code(1), REGISTER, other, "", "", guest))
                .isEqualTo("guest");
        String third = PhoneNumbers.next();
        assertThat(run(shop, () -> new CodeInbox(third).wrongCode(1), REGISTER, third, "eve", "eve@test.example"))
                .isEmpty();
    }

    private String run(Map<String, String> environment, Supplier<String> typed, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        builder.environment().put("KEYCLOAK", TestKeycloak.shared().url());
        builder.environment().put("REALM", realm.name());
        try {
            Process process = builder.start();
            try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
                input.write(typed.get() + "\n");
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a script ran", e);
        }
    }
}
