package dev.twofactor.keycloak;

import dev.twofactor.domain.policy.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.component.ComponentModel;

/** Reads a realm component as settings: the first value of each key. */
public final class ComponentSettings {

    private ComponentSettings() {}

    public static Settings of(ComponentModel component) {
        Map<String, String> values = new LinkedHashMap<>();
        component.getConfig().forEach((key, list) -> {
            if (list != null && !list.isEmpty() && list.get(0) != null) {
                values.put(key, list.get(0));
            }
        });
        return new Settings(values);
    }
}
