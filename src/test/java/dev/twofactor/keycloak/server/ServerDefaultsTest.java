package dev.twofactor.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.Config;

class ServerDefaultsTest {

    private static ServerDefaults of(Map<String, String> options) {
        return new ServerDefaults((Config.Scope) Proxy.newProxyInstance(
                Config.Scope.class.getClassLoader(),
                new Class<?>[] {Config.Scope.class},
                (proxy, method, arguments) -> options.get(arguments[0])));
    }

    @Test
    void withoutOptionsThereIsNothing() {
        assertThat(of(Map.of()).policy()).isEmpty();
        assertThat(of(Map.of()).serviceType()).isEmpty();
        assertThat(of(Map.of("service-type", " ")).serviceType()).isEmpty();
    }

    @Test
    void policyKeysFollowThePrefix() {
        assertThat(of(Map.of("policy-code-length", "8", "policy-colour", "red")).policy())
                .containsExactly(Map.entry("code-length", "8"));
    }

    @Test
    void aServerWithAWrongPolicyDoesNotStart() {
        assertThatThrownBy(() -> of(Map.of("policy-code-length", "5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--spi-two-factor--default--policy-code-length: must be");
    }

    @Test
    void theServiceIsAComponentThatIsStoredNowhere() {
        ServerDefaults defaults =
                of(Map.of("service-type", "twilio", "service-auth-token", "secret", "service-other", "x"));

        var component = defaults.service("twilio", List.of("auth-token", "from"));

        assertThat(component.getProviderId()).isEqualTo("twilio");
        assertThat(component.getConfig()).containsOnlyKeys("auth-token");
        assertThat(defaults.toString()).doesNotContain("secret");
    }
}
