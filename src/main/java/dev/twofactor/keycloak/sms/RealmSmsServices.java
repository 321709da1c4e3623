package dev.twofactor.keycloak.sms;

import dev.twofactor.keycloak.ComponentSettings;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import java.util.Comparator;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The text message services of a realm in the order in which they are tried. */
public final class RealmSmsServices {

    private RealmSmsServices() {}

    /** A component and the service made from it. */
    public record Named(String componentId, SmsService service) {}

    /**
     * Makes the enabled services, the one with the lowest {@code priority} first.
     *
     * @throws dev.twofactor.domain.policy.SettingException when a service's settings cannot be used
     */
    public static List<Named> of(KeycloakSession session, RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), SmsService.class.getName())
                .filter(component -> ComponentSettings.of(component).flag("enabled", true))
                .sorted(Comparator.comparingInt(RealmSmsServices::priority).thenComparing(ComponentModel::getId))
                .map(component -> new Named(component.getId(), make(session, component)))
                .toList();
    }

    private static int priority(ComponentModel component) {
        return ComponentSettings.of(component).number("priority", 0, 0, 1000);
    }

    private static SmsService make(KeycloakSession session, ComponentModel component) {
        var factory =
                session.getKeycloakSessionFactory().getProviderFactory(SmsService.class, component.getProviderId());
        if (factory instanceof SmsServiceFactory services) {
            return services.create(session, component);
        }
        throw new IllegalStateException("no text message service with the id " + component.getProviderId());
    }
}
