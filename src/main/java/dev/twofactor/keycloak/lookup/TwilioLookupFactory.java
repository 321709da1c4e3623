package dev.twofactor.keycloak.lookup;

import com.google.auto.service.AutoService;
import dev.twofactor.keycloak.SendCheck;
import dev.twofactor.keycloak.SendCheckFactory;
import java.net.URI;
import java.util.Set;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.EnvironmentDependentProviderFactory;

/**
 * Registers the check {@code twilio-lookup}; the options {@code --spi-two-factor-send-check--twilio-lookup--…} are
 * {@code enabled}, {@code account-sid}, {@code auth-token}, {@code refused-lines} and {@code url}.
 */
@AutoService(SendCheckFactory.class)
public final class TwilioLookupFactory implements SendCheckFactory, EnvironmentDependentProviderFactory {

    public static final String PROVIDER_ID = "twilio-lookup";
    private static final String OPTION = "spi-two-factor-send-check--twilio-lookup--";

    private SendCheck check;

    @Override
    public SendCheck create(KeycloakSession session) {
        return check;
    }

    @Override
    public boolean isSupported(Config.Scope config) {
        return config.getBoolean("enabled", false);
    }

    @Override
    public void init(Config.Scope config) {
        check = new TwilioLookup(
                URI.create(config.get("url", "https://lookups.twilio.com")),
                required(config, "account-sid"),
                required(config, "auth-token"),
                Set.of(config.get("refused-lines", "nonFixedVoip").split("\\s*,\\s*")));
    }

    private static String required(Config.Scope config, String key) {
        String value = config.get(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(OPTION + key + " is missing");
        }
        return value;
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
