package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.delivery.ServiceProfile;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** What kinds of text message services are installed, and what each can be set to. */
final class ServiceTypes {

    /** Have calls of their own, or follow from the order. */
    private static final Set<String> NOT_TYPED = Set.of(ServiceProfile.ENABLED, ServiceProfile.PRIORITY);

    private ServiceTypes() {}

    /** {@code type}, {@code help} and {@code settings} of each, in the order of their names; an operator's own types are among them. */
    static List<Map<String, Object>> of(KeycloakSession session) {
        return session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(SmsService.class)
                .map(SmsServiceFactory.class::cast)
                .sorted(Comparator.comparing(SmsServiceFactory::getId))
                .map(ServiceTypes::show)
                .toList();
    }

    private static Map<String, Object> show(SmsServiceFactory factory) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("type", factory.getId());
        shown.put("help", factory.getHelpText());
        shown.put(
                "settings",
                factory.getConfigProperties().stream()
                        .filter(property -> !NOT_TYPED.contains(property.getName()))
                        .map(ServiceTypes::show)
                        .toList());
        return shown;
    }

    private static Map<String, Object> show(ProviderConfigProperty property) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", property.getName());
        shown.put("label", property.getLabel());
        shown.put("help", property.getHelpText());
        shown.put("secret", property.isSecret());
        return shown;
    }
}
