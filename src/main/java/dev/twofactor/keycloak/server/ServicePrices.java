package dev.twofactor.keycloak.server;

import dev.twofactor.domain.delivery.ServiceProfile;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.spend.Asked;
import dev.twofactor.domain.spend.Prices;
import dev.twofactor.keycloak.ComponentSettings;
import dev.twofactor.keycloak.SmsService;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;

/** What a message costs at most: all its parts at the price of the dearest service that may carry it. */
final class ServicePrices implements Prices {

    private static final List<String> KEYS = List.of(ServiceProfile.ENABLED, "countries", "price-per-segment");

    private final RealmModel realm;
    private final ServerDefaults defaults;
    private final IntUnaryOperator parts;

    /** @param parts how many parts the n-th message of a login has */
    ServicePrices(RealmModel realm, ServerDefaults defaults, IntUnaryOperator parts) {
        this.realm = realm;
        this.defaults = defaults;
        this.parts = parts;
    }

    @Override
    public BigDecimal of(Asked asked) {
        BigDecimal part = ofOnePart(asked.destination().country());
        return part.signum() == 0 ? part : part.multiply(BigDecimal.valueOf(parts.applyAsInt(asked.message())));
    }

    private BigDecimal ofOnePart(String country) {
        List<ComponentModel> own = realm.getComponentsStream(realm.getId(), SmsService.class.getName())
                .toList();
        Stream<ComponentModel> services = own.isEmpty()
                ? defaults.serviceType().stream().map(type -> defaults.service(type, KEYS))
                : own.stream();
        return services.flatMap(component -> price(component, country))
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    // A service that cannot be read cannot send either.
    private static Stream<BigDecimal> price(ComponentModel component, String country) {
        try {
            ServiceProfile profile = ServiceProfile.from(ComponentSettings.of(component));
            boolean serves = profile.countries().isEmpty()
                    || (country != null && profile.countries().contains(country));
            return profile.enabled() && serves ? Stream.of(profile.pricePerSegment()) : Stream.empty();
        } catch (SettingException e) {
            return Stream.empty();
        }
    }
}
