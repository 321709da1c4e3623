package dev.twofactor.keycloak;

import dev.twofactor.domain.delivery.ServiceProfile;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.util.Map;
import java.util.Objects;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Judges a service before it is stored, whatever way it came: our REST, Keycloak's, or a realm file. */
public final class ServiceCheck {

    /** Key of the address that secrets are sent to. */
    public static final String ADDRESS = "api-url";

    private static final String ENTERED_ANEW = ServiceCheck.class.getName() + ".enteredAnew";

    private ServiceCheck() {}

    /** Says that the caller saw an admin enter every secret of this service just now, even if one is the same as before. */
    public static void secretsWereEntered(KeycloakSession session, String componentId) {
        session.setAttribute(ENTERED_ANEW, componentId);
    }

    static void check(SmsServiceFactory factory, KeycloakSession session, RealmModel realm, ComponentModel model) {
        Settings settings = ComponentSettings.of(model);
        ServiceProfile.from(settings);
        factory.check(settings);
        ComponentModel stored = model.getId() == null ? null : realm.getComponent(model.getId());
        if (stored != null && !Objects.equals(session.getAttribute(ENTERED_ANEW), model.getId())) {
            refuseOldSecretsForNewAddress(
                    factory, ComponentSettings.valuesOf(stored), ComponentSettings.valuesOf(model));
        }
    }

    // Else whoever may change the address, but not read the secret, could have it sent to a place of their own.
    private static void refuseOldSecretsForNewAddress(
            SmsServiceFactory factory, Map<String, String> stored, Map<String, String> changed) {
        if (Objects.equals(stored.get(ADDRESS), changed.get(ADDRESS))) {
            return;
        }
        for (ProviderConfigProperty property : factory.getConfigProperties()) {
            String secret = changed.get(property.getName());
            if (property.isSecret() && secret != null && secret.equals(stored.get(property.getName()))) {
                throw new SettingException(
                        property.getName(), "must be entered anew, because the address (" + ADDRESS + ") changes");
            }
        }
    }
}
