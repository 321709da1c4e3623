package dev.twofactor.keycloak;

import com.google.auto.service.AutoService;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/** Reads and checks the policy component. */
@AutoService(TwoFactorPolicyFactory.class)
public class TwoFactorPolicyFactory implements ComponentFactory<TwoFactorPolicy, TwoFactorPolicy> {

    public static final String PROVIDER_ID = "two-factor-policy";
    private static final int LONGEST_NAME = 60;

    /** The policy of the realm: its enabled component, else the defaults. */
    public static TwoFactorPolicy of(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), TwoFactorPolicy.class.getName())
                .findFirst()
                .map(component -> read(ComponentSettings.of(component)))
                .orElseGet(() -> read(new Settings(java.util.Map.of())));
    }

    private static TwoFactorPolicy read(Settings settings) {
        CodePolicy codes = CodePolicy.from(settings);
        String companyName = settings.text("company-name");
        if (companyName != null && companyName.length() > LONGEST_NAME) {
            throw new SettingException("company-name", "is longer than " + LONGEST_NAME + " characters");
        }
        boolean emailWithoutEnrolling = settings.flag("email-without-enrolling", false);
        return new TwoFactorPolicy() {
            @Override
            public CodePolicy codes() {
                return codes;
            }

            @Override
            public String companyName() {
                return companyName;
            }

            @Override
            public boolean emailWithoutEnrolling() {
                return emailWithoutEnrolling;
            }
        };
    }

    @Override
    public TwoFactorPolicy create(KeycloakSession session, ComponentModel model) {
        return read(ComponentSettings.of(model));
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        try {
            read(ComponentSettings.of(model));
        } catch (SettingException e) {
            throw new ComponentValidationException(e.getMessage());
        }
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ProviderConfigurationBuilder.create()
                .property()
                .name("company-name")
                .label("Company name")
                .helpText("Name in screens and messages; the realm's display name when empty.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .add()
                .property()
                .name("code-length")
                .label("Digits of a code")
                .helpText("6 to 10.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("6")
                .add()
                .property()
                .name("code-lifetime-seconds")
                .label("Lifetime of a code in seconds")
                .helpText("60 to 600.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("300")
                .add()
                .property()
                .name("wrong-per-code")
                .label("Wrong tries until a code is dead")
                .helpText("1 to 10.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("5")
                .add()
                .property()
                .name("wrong-per-day")
                .label("Wrong tries of one user in 24 hours")
                .helpText("1 to 27; over all logins and methods.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("10")
                .add()
                .property()
                .name("sends-per-login")
                .label("Messages of one login")
                .helpText("1 to 10.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("3")
                .add()
                .property()
                .name("sends-per-user-hour")
                .label("Messages to one user in an hour")
                .helpText("1 to 30.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("10")
                .add()
                .property()
                .name("resend-wait-seconds")
                .label("Waits between messages in seconds")
                .helpText("Separated by commas; the last one repeats.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("30,60,120")
                .add()
                .property()
                .name("resend")
                .label("Send New Code")
                .helpText(
                        "same-code sends the code again while it is good; new-code makes a new one, and the old one is dead.")
                .type(ProviderConfigProperty.LIST_TYPE)
                .options("same-code", "new-code")
                .defaultValue("same-code")
                .add()
                .property()
                .name("email-without-enrolling")
                .label("Email without enrolling")
                .helpText(
                        "true: whoever has a verified address in the profile gets codes there without setting it up first.")
                .type(ProviderConfigProperty.STRING_TYPE)
                .defaultValue("false")
                .add()
                .build();
    }

    @Override
    public String getHelpText() {
        return "What second factors are in this realm, for whom, and how codes live.";
    }

    @Override
    public void init(Config.Scope config) {
        // No options yet.
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
