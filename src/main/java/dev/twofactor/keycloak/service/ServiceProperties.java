package dev.twofactor.keycloak.service;

import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Writes down the settings of a service; those marked secret are masked in every answer. */
final class ServiceProperties {

    private final ProviderConfigurationBuilder builder = ProviderConfigurationBuilder.create();

    private ServiceProperties() {}

    /** Begins with what every service has. */
    static ServiceProperties common() {
        return new ServiceProperties()
                .text("title", "Title", "Name of this service in the console.")
                .text("enabled", "Enabled", "true or false; a service that is off keeps its settings.")
                .text("priority", "Priority", "0 to 1000; the lowest is tried first.")
                .text("countries", "Countries", "The only ones it is used for, such as US,CA; empty for all.")
                .text("price-per-segment", "Price per segment", "In the unit of the policy's daily budget.");
    }

    ServiceProperties text(String name, String label, String help) {
        return add(name, label, help, ProviderConfigProperty.STRING_TYPE, false);
    }

    ServiceProperties secret(String name, String label, String help) {
        return add(name, label, help, ProviderConfigProperty.PASSWORD, true);
    }

    List<ProviderConfigProperty> list() {
        return builder.build();
    }

    private ServiceProperties add(String name, String label, String help, String type, boolean secret) {
        builder.property()
                .name(name)
                .label(label)
                .helpText(help)
                .type(type)
                .secret(secret)
                .add();
        return this;
    }
}
