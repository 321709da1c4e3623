package dev.twofactor.keycloak;

import com.google.auto.service.AutoService;
import dev.twofactor.domain.policy.PolicyKey;
import dev.twofactor.domain.policy.PolicyKeys;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Reads and checks the policy component. */
@AutoService(TwoFactorPolicyFactory.class)
public class TwoFactorPolicyFactory implements ComponentFactory<TwoFactorPolicy, TwoFactorPolicy> {

    public static final String PROVIDER_ID = "two-factor-policy";

    /** The realm's policy component; Keycloak allows several, of which the first counts. */
    public static Optional<ComponentModel> component(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), TwoFactorPolicy.class.getName())
                .findFirst();
    }

    /**
     * The policy that these values make.
     *
     * @throws SettingException naming the first key that cannot be used
     */
    public static TwoFactorPolicy read(Map<String, String> values) {
        return PolicySettings.from(new Settings(values));
    }

    @Override
    public TwoFactorPolicy create(KeycloakSession session, ComponentModel model) {
        return read(ComponentSettings.valuesOf(model));
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        try {
            read(ComponentSettings.valuesOf(model));
        } catch (SettingException e) {
            throw new ComponentValidationException(e.getMessage(), e);
        }
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return PolicyKeys.all().stream().map(TwoFactorPolicyFactory::property).toList();
    }

    private static ProviderConfigProperty property(PolicyKey key) {
        ProviderConfigProperty property = new ProviderConfigProperty();
        property.setName(key.name());
        property.setLabel(key.label());
        property.setHelpText(key.help());
        property.setDefaultValue(key.defaultValue().isEmpty() ? null : key.defaultValue());
        property.setType(
                key.choices().isEmpty() ? ProviderConfigProperty.STRING_TYPE : ProviderConfigProperty.LIST_TYPE);
        property.setOptions(key.choices().isEmpty() ? null : key.choices());
        return property;
    }

    @Override
    public String getHelpText() {
        return "What second factors are in this realm, for whom, and how codes live.";
    }

    @Override
    public void init(Config.Scope config) {
        // The server's defaults stand among the options of two-factor.
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        // Nothing to prepare.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
