package dev.twofactor.keycloak.registration;

import dev.twofactor.domain.delivery.Channel;
import java.util.List;
import java.util.Map;
import org.keycloak.authentication.FormContext;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Which of the policy's methods a registration flow asks for: all of them, or one. */
record RegistrationChoice(String method) {

    private static final String KEY = "method";
    private static final String ANY = "any";

    static RegistrationChoice of(FormContext context) {
        AuthenticatorConfigModel config = context.getAuthenticatorConfig();
        Map<String, String> settings = config == null || config.getConfig() == null ? Map.of() : config.getConfig();
        return new RegistrationChoice(settings.getOrDefault(KEY, ANY));
    }

    boolean includes(Channel channel) {
        return method.isBlank() || method.equals(ANY) || method.equals(channel.key());
    }

    static List<ProviderConfigProperty> properties() {
        ProviderConfigProperty property = new ProviderConfigProperty(
                KEY,
                "Method",
                "Which code is asked for; with 'any' the person chooses among those that the policy allows.",
                ProviderConfigProperty.LIST_TYPE,
                ANY);
        property.setOptions(List.of(ANY, Channel.SMS.key(), Channel.EMAIL.key()));
        return List.of(property);
    }
}
