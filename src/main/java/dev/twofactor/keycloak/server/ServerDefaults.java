package dev.twofactor.keycloak.server;

import dev.twofactor.domain.policy.PolicyKey;
import dev.twofactor.domain.policy.PolicyKeys;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.TwoFactorPolicyFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.component.ComponentModel;

/**
 * The operator's policy and service, from the options {@code --spi-two-factor--default--policy-…} and
 * {@code --spi-two-factor--default--service-…}: they hold where a realm has none of its own.
 */
public final class ServerDefaults {

    /** What stands for the id of a component where the service is the operator's. */
    public static final String SERVICE_ID = "server-default";

    private static final String PREFIX = "--spi-two-factor--default--";
    private static final String POLICY = "policy-";
    private static final String SERVICE = "service-";

    private final Config.Scope options;
    private final Map<String, String> policy;

    /** @throws IllegalArgumentException naming the option when the policy cannot be used: such a server must not start */
    ServerDefaults(Config.Scope options) {
        this.options = options;
        this.policy = read(PolicyKeys.all().stream().map(PolicyKey::name).toList(), POLICY);
        try {
            TwoFactorPolicyFactory.read(policy);
        } catch (SettingException e) {
            throw new IllegalArgumentException(PREFIX + POLICY + e.getMessage(), e);
        }
    }

    /** Values of policy keys that the operator set; unmodifiable. */
    public Map<String, String> policy() {
        return policy;
    }

    /** The operator's service type, such as {@code twilio}; empty where there is none. */
    public Optional<String> serviceType() {
        return Optional.ofNullable(options.get(SERVICE + "type")).filter(type -> !type.isBlank());
    }

    /**
     * The operator's service as a component that is stored nowhere.
     *
     * @param keys the keys that this type of service knows
     */
    public ComponentModel service(String type, Collection<String> keys) {
        ComponentModel component = new ComponentModel();
        component.setId(SERVICE_ID);
        component.setName(SERVICE_ID);
        component.setProviderId(type);
        read(keys, SERVICE).forEach(component::put);
        return component;
    }

    private Map<String, String> read(Collection<String> keys, String prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : keys) {
            String value = options.get(prefix + key);
            if (value != null && !value.isBlank()) {
                values.put(key, value);
            }
        }
        return java.util.Collections.unmodifiableMap(values);
    }

    /** Tells nothing: a service's settings hold its secrets. */
    @Override
    public String toString() {
        return "ServerDefaults[redacted]";
    }
}
