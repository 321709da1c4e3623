package dev.twofactor.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twofactor.domain.policy.SettingException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;

class RealmPoliciesTest {

    private final RealmPolicies policies = new RealmPolicies(Map.of("code-length", "7"));

    @Test
    void aComponentIsReadOnce() {
        ComponentModel component = component("8");

        assertThat(policies.of(realm(component))).isSameAs(policies.of(realm(component)));
    }

    @Test
    void aChangedComponentIsReadAnewThoughItHasTheSameId() {
        assertThat(length(component("8"))).isEqualTo(8);
        assertThat(length(component("6"))).isEqualTo(6);
        assertThat(length(component("8"))).isEqualTo(8);
    }

    @Test
    void whatTheRealmDoesNotSetIsTheServers() {
        assertThat(length(component(null))).isEqualTo(7);
        assertThat(length(null)).isEqualTo(7);
    }

    @Test
    void whatCannotBeReadIsToldEachTime() {
        RealmModel realm = realm(component("99"));

        assertThatThrownBy(() -> policies.of(realm)).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> policies.of(realm)).isInstanceOf(SettingException.class);
    }

    private int length(ComponentModel component) {
        return policies.of(realm(component)).codes().length();
    }

    private static ComponentModel component(String length) {
        ComponentModel component = new ComponentModel();
        component.setId("policy");
        if (length != null) {
            component.put("code-length", length);
        }
        return component;
    }

    private static RealmModel realm(ComponentModel component) {
        return (RealmModel) Proxy.newProxyInstance(
                RealmModel.class.getClassLoader(),
                new Class<?>[] {RealmModel.class},
                (proxy, method, values) -> method.getName().equals("getId") ? "realm" : Stream.ofNullable(component));
    }
}
