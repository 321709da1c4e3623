package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.policy.PolicyKey;
import dev.twofactor.keycloak.ComponentSettings;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.TwoFactorPolicyFactory;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The policy component of a realm, and what stands behind it: the operator's values, then ours. */
final class StoredPolicy {

    private final RealmModel realm;
    private final Map<String, String> server;

    StoredPolicy(KeycloakSession session, RealmModel realm) {
        this.realm = realm;
        this.server = TwoFactor.of(session).defaults().policy();
    }

    /** The value that holds; empty where absence is the default. */
    String value(PolicyKey key) {
        return Optional.ofNullable(own().get(key.name()))
                .orElseGet(() -> server.getOrDefault(key.name(), key.defaultValue()));
    }

    /** Where the value comes from: {@code realm}, {@code server} or {@code default}. */
    String origin(PolicyKey key) {
        if (own().containsKey(key.name())) {
            return "realm";
        }
        return server.containsKey(key.name()) ? "server" : "default";
    }

    /**
     * Stores changes.
     *
     * @param changes an empty value takes the key away
     * @throws dev.twofactor.domain.policy.SettingException naming the first key that cannot be used
     */
    void change(Map<String, String> changes) {
        Optional<ComponentModel> present = TwoFactorPolicyFactory.component(realm);
        // A copy: the model may be the very object in Keycloak's cache, which a refused change must not touch.
        ComponentModel component = present.map(ComponentModel::new).orElseGet(this::fresh);
        changes.forEach((key, value) -> {
            if (value.isEmpty()) {
                component.getConfig().remove(key);
            } else {
                component.put(key, value);
            }
        });
        TwoFactorPolicyFactory.read(ComponentSettings.valuesOf(component));
        if (present.isPresent()) {
            realm.updateComponent(component);
        } else {
            realm.addComponentModel(component);
        }
    }

    /**
     * The policy as it would be with these changes; nothing is stored.
     *
     * @param changes an empty value stands for the key's default
     * @throws dev.twofactor.domain.policy.SettingException naming the first key that cannot be used
     */
    TwoFactorPolicy with(Map<String, String> changes) {
        Map<String, String> values = new HashMap<>(server);
        values.putAll(own());
        values.putAll(changes);
        values.values().removeIf(String::isEmpty);
        return TwoFactorPolicyFactory.read(values);
    }

    void remove() {
        TwoFactorPolicyFactory.component(realm).ifPresent(realm::removeComponent);
    }

    private Map<String, String> own() {
        return TwoFactorPolicyFactory.component(realm)
                .map(ComponentSettings::valuesOf)
                .orElseGet(HashMap::new);
    }

    private ComponentModel fresh() {
        ComponentModel component = new ComponentModel();
        component.setName(TwoFactorPolicyFactory.PROVIDER_ID);
        component.setProviderId(TwoFactorPolicyFactory.PROVIDER_ID);
        component.setProviderType(TwoFactorPolicy.class.getName());
        component.setParentId(realm.getId());
        return component;
    }
}
