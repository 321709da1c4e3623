package dev.twofactor.keycloak;

import dev.twofactor.domain.policy.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.keycloak.component.ComponentModel;

/** Reads a realm component as settings. */
public final class ComponentSettings {

    private ComponentSettings() {}

    public static Settings of(ComponentModel component) {
        return new Settings(valuesOf(component));
    }

    /** One value for each key that has any; several are joined by commas, so that none is overlooked. */
    public static Map<String, String> valuesOf(ComponentModel component) {
        Map<String, String> values = new LinkedHashMap<>();
        component.getConfig().forEach((key, list) -> {
            String value =
                    list == null ? "" : list.stream().filter(Objects::nonNull).collect(Collectors.joining(","));
            if (!value.isBlank()) {
                values.put(key, value);
            }
        });
        return values;
    }
}
