package dev.twofactor.keycloak;

import dev.twofactor.domain.delivery.ServiceProfile;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Judges a service before it is stored, whatever way it came: our REST, Keycloak's, or a realm file. */
public final class ServiceCheck {

    /** Key of the address that secrets are sent to. */
    public static final String ADDRESS = "api-url";

    private ServiceCheck() {}

    static void check(SmsServiceFactory factory, RealmModel realm, ComponentModel model) {
        Settings settings = ComponentSettings.of(model);
        ServiceProfile.from(settings);
        factory.check(settings);
        ComponentModel stored = model.getId() == null ? null : realm.getComponent(model.getId());
        if (stored != null) {
            refuseOldSecretsForNewAddress(
                    factory, ComponentSettings.valuesOf(stored), ComponentSettings.valuesOf(model));
        }
    }

    // Else whoever may change the address, but not read the secret, could have it sent to a place of their own. An
    // equal
    // value proves nothing: the vault's expression for a secret is shown.
    private static void refuseOldSecretsForNewAddress(
            SmsServiceFactory factory, Map<String, String> stored, Map<String, String> changed) {
        if (Objects.equals(stored.get(ADDRESS), changed.get(ADDRESS))) {
            return;
        }
        for (ProviderConfigProperty property : factory.getConfigProperties()) {
            String secret = changed.get(property.getName());
            if (property.isSecret() && isSame(secret, stored.get(property.getName()))) {
                throw new SettingException(
                        property.getName(),
                        "must be another secret, because the address (" + ADDRESS
                                + ") changes; with the same one, add a new service instead");
            }
        }
    }

    // In constant time, as everywhere with secrets.
    private static boolean isSame(String secret, String stored) {
        return secret != null
                && stored != null
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), stored.getBytes(StandardCharsets.UTF_8));
    }
}
