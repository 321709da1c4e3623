package dev.twofactor.keycloak.sms;

import dev.twofactor.domain.delivery.Breaker;
import dev.twofactor.domain.delivery.Carrier;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.ServiceProfile;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.gateway.breaker.Breakers;
import dev.twofactor.keycloak.ComponentSettings;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import dev.twofactor.keycloak.server.ServerDefaults;
import dev.twofactor.keycloak.server.TwoFactor;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** The text message services of a realm in the order in which they are tried. */
public final class RealmSmsServices {

    private static final Logger LOG = Logger.getLogger(RealmSmsServices.class);

    private RealmSmsServices() {}

    /**
     * Makes the enabled services, the one with the lowest {@code priority} first; the operator's service where the realm has none.
     * A service whose settings cannot be used is there too and refuses every message, so that the next one is asked.
     *
     * @param country of the number; null for one of no country
     * @throws SettingException when the operator's service is of a type that is not installed
     */
    public static List<Carrier> of(KeycloakSession session, RealmModel realm, String country) {
        List<ComponentModel> own = inOrder(realm);
        return (own.isEmpty() ? ofServer(session) : own.stream())
                .filter(component -> isFor(component, country))
                .map(component -> carrier(session, realm, component))
                .toList();
    }

    private static Carrier carrier(KeycloakSession session, RealmModel realm, ComponentModel component) {
        SmsService service = usable(session, realm, component);
        return new Carrier(component.getId(), price(component), service, breaker(session, component));
    }

    /** What is known of how the service does. */
    public static Breaker breaker(KeycloakSession session, ComponentModel component) {
        int settings = Objects.hash(component.getProviderId(), ComponentSettings.valuesOf(component));
        Breakers breakers = TwoFactor.of(session).breakers();
        TwoFactor.of(session).meters().watch(breakers, component.getId(), title(component));
        return breakers.of(component.getId(), settings);
    }

    private static String title(ComponentModel component) {
        String title = component.get(ServiceProfile.TITLE);
        return title == null || title.isBlank() ? component.getProviderId() : title;
    }

    private static BigDecimal price(ComponentModel component) {
        try {
            return profile(component).pricePerSegment();
        } catch (SettingException e) {
            return BigDecimal.ZERO;
        }
    }

    private static SmsService usable(KeycloakSession session, RealmModel realm, ComponentModel component) {
        try {
            return make(session, component);
        } catch (SettingException e) {
            LOG.errorf(
                    "Text message service %s of realm %s cannot be used: %s",
                    component.getId(), realm.getName(), e.getMessage());
            return message -> SendResult.failed(SendResult.Outcome.UNAVAILABLE, "misconfigured");
        }
    }

    // What cannot be read is asked and then refuses: nothing is skipped in silence.
    private static boolean isFor(ComponentModel component, String country) {
        try {
            ServiceProfile profile = profile(component);
            boolean served = profile.countries().isEmpty()
                    || (country != null && profile.countries().contains(country));
            return profile.enabled() && served;
        } catch (SettingException e) {
            return true;
        }
    }

    /**
     * One service of this realm, or the operator's where the realm has none, whether it is on or off.
     *
     * @throws SettingException when its settings cannot be used
     */
    public static Optional<SmsService> byId(KeycloakSession session, RealmModel realm, String id) {
        List<ComponentModel> own = inOrder(realm);
        return (own.isEmpty() ? ofServer(session) : own.stream())
                .filter(component -> component.getId().equals(id))
                .findFirst()
                .map(component -> named(session, component));
    }

    // Who asks by the id may be the first on this node: a report after a restart, or of another node's message.
    private static SmsService named(KeycloakSession session, ComponentModel component) {
        TwoFactor.of(session).meters().name(component.getId(), title(component));
        return make(session, component);
    }

    /** All services of the realm, those that are off too, in the order in which they are tried. */
    public static List<ComponentModel> inOrder(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), SmsService.class.getName())
                .sorted(Comparator.comparingInt(RealmSmsServices::place).thenComparing(ComponentModel::getId))
                .toList();
    }

    /** The factory of a vendor; empty when no such vendor is installed. */
    public static Optional<SmsServiceFactory> factory(KeycloakSession session, String type) {
        return session.getKeycloakSessionFactory().getProviderFactory(SmsService.class, type)
                        instanceof SmsServiceFactory found
                ? Optional.of(found)
                : Optional.empty();
    }

    /**
     * Makes a service from its component.
     *
     * @throws SettingException when its settings cannot be used
     */
    public static SmsService make(KeycloakSession session, ComponentModel component) {
        profile(component);
        return factory(session, component.getProviderId())
                .orElseThrow(() -> new SettingException("type", "no such text message service is installed"))
                .create(session, component);
    }

    private static Stream<ComponentModel> ofServer(KeycloakSession session) {
        ServerDefaults defaults = TwoFactor.of(session).defaults();
        return defaults.serviceType().stream().map(type -> {
            List<String> keys = factory(session, type)
                    .orElseThrow(
                            () -> new SettingException("service-type", "no such text message service is installed"))
                    .getConfigProperties()
                    .stream()
                    .map(ProviderConfigProperty::getName)
                    .toList();
            return defaults.service(type, keys);
        });
    }

    private static ServiceProfile profile(ComponentModel component) {
        return ServiceProfile.from(ComponentSettings.of(component));
    }

    // A place that cannot be read must not keep a list from being shown; sending reads all settings and refuses.
    /** Its place in the order, 0 to 1000. */
    public static int place(ComponentModel component) {
        try {
            return profile(component).priority();
        } catch (SettingException e) {
            return ServiceProfile.LAST;
        }
    }
}
