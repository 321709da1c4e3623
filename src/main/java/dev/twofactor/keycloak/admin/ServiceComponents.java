package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.delivery.ServiceProfile;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.ComponentSettings;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import dev.twofactor.keycloak.sms.RealmSmsServices;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.idm.ComponentRepresentation;

/** Turns a service's component into what admins read, and what they write into the component. */
final class ServiceComponents {

    static final String TYPE = "type";
    private static final String ID = "id";
    private static final String PROBLEM = "problem";
    private static final String BREAKER = "breaker";
    private static final String VAULT_PREFIX = "${vault.";

    private final KeycloakSession session;
    private final RealmModel realm;

    ServiceComponents(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** {@code id}, {@code type} and every known setting that has a value, secrets masked; {@code problem} when it cannot send as it is; {@code breaker} of this node. */
    Map<String, String> show(ComponentModel component) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put(ID, component.getId());
        shown.put(TYPE, component.getProviderId());
        Map<String, String> values = ComponentSettings.valuesOf(component);
        RealmSmsServices.factory(session, component.getProviderId()).ifPresent(factory -> factory.getConfigProperties()
                .forEach(property -> show(property, values.get(property.getName()), shown)));
        shown.putIfAbsent(ServiceProfile.ENABLED, "true");
        shown.putIfAbsent(ServiceProfile.PRIORITY, "0");
        problem(component, shown);
        shown.put(BREAKER, breaker(component));
        return shown;
    }

    private String breaker(ComponentModel component) {
        return RealmSmsServices.breaker(session, component)
                .state()
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private static void show(ProviderConfigProperty property, String value, Map<String, String> shown) {
        if (value != null) {
            boolean hidden = property.isSecret() && !value.startsWith(VAULT_PREFIX);
            shown.put(property.getName(), hidden ? ComponentRepresentation.SECRET_VALUE : value);
        }
    }

    private void problem(ComponentModel component, Map<String, String> shown) {
        try {
            RealmSmsServices.make(session, component).close();
        } catch (SettingException e) {
            shown.put(PROBLEM, e.getMessage());
        }
    }

    /** A component of this type without any setting yet. */
    ComponentModel fresh(String type) {
        ComponentModel component = new ComponentModel();
        component.setProviderId(type);
        component.setProviderType(SmsService.class.getName());
        component.setParentId(realm.getId());
        component.setName(type);
        return component;
    }

    SmsServiceFactory factory(String type) {
        return RealmSmsServices.factory(session, type)
                .orElseThrow(() -> AdminError.badRequest(TYPE, "type: no such text message service is installed"));
    }

    /** Writes the settings that a request names into a component; {@code id} and {@code type} are not settings. */
    void apply(SmsServiceFactory factory, Map<String, String> changes, ComponentModel component) {
        Map<String, ProviderConfigProperty> known = new LinkedHashMap<>();
        factory.getConfigProperties().forEach(property -> known.put(property.getName(), property));
        changes.forEach((key, value) -> {
            if (key.equals(ID) || key.equals(TYPE) || key.equals(PROBLEM) || key.equals(BREAKER)) {
                return;
            }
            if (!known.containsKey(key)) {
                String shown = RequestSettings.shown(key);
                throw AdminError.badRequest(shown, shown + ": is no setting of this type of service");
            }
            write(component, key, value);
        });
        String title = component.get(ServiceProfile.TITLE);
        component.setName(title == null ? component.getProviderId() : title);
    }

    private static void write(ComponentModel component, String key, String value) {
        if (value.equals(ComponentRepresentation.SECRET_VALUE)) {
            if (component.get(key) == null) {
                throw AdminError.badRequest(key, key + ": is only the mask of a secret; enter the secret");
            }
        } else if (value.isEmpty()) {
            component.getConfig().remove(key);
        } else {
            component.put(key, value);
        }
    }
}
