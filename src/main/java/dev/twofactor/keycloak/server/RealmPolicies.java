package dev.twofactor.keycloak.server;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.ComponentSettings;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.TwoFactorPolicyFactory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;

/**
 * The policies of realms, each read once for as long as Keycloak keeps its component: a login asks for it a dozen times.
 * Keycloak hands out a new object for a component that was changed, so an object that is known still says the same.
 */
final class RealmPolicies {

    private final Map<String, String> defaults;
    // A component is equal to itself alone; the test holds Keycloak to that.
    private final Map<ComponentModel, TwoFactorPolicy> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param defaults what holds for keys that a realm does not set */
    RealmPolicies(Map<String, String> defaults) {
        this.defaults = Map.copyOf(defaults);
    }

    /** @throws SettingException naming the first key that cannot be used */
    TwoFactorPolicy of(RealmModel realm) {
        ComponentModel component = TwoFactorPolicyFactory.component(realm).orElse(null);
        if (component == null) {
            return TwoFactorPolicyFactory.read(defaults);
        }
        TwoFactorPolicy policy = known.get(component);
        if (policy == null) {
            policy = read(component);
            known.put(component, policy);
        }
        return policy;
    }

    private TwoFactorPolicy read(ComponentModel component) {
        Map<String, String> values = new LinkedHashMap<>(defaults);
        values.putAll(ComponentSettings.valuesOf(component));
        return TwoFactorPolicyFactory.read(values);
    }
}
