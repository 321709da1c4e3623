package dev.twofactor.keycloak.service;

import com.google.auto.service.AutoService;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.twilio.TwilioGateway;
import dev.twofactor.gateway.twilio.TwilioReports;
import dev.twofactor.gateway.twilio.TwilioSettings;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Text messages by Twilio, with the realm's own account. */
@AutoService(SmsServiceFactory.class)
public final class TwilioServiceFactory implements SmsServiceFactory {

    public static final String PROVIDER_ID = "twilio";

    @Override
    public SmsService create(KeycloakSession session, ComponentModel model) {
        TwilioSettings settings = TwilioSettings.from(VaultSettings.of(session, model));
        String reports = ReportAddress.of(session, settings.callbackUrl(), model.getId());
        TwilioGateway gateway =
                new TwilioGateway(settings, TwoFactor.of(session).vendors(), reports);
        return new ReportingSmsService(
                gateway, new TwilioReports(settings.login().password()), reports);
    }

    @Override
    public void check(Settings settings) {
        TwilioSettings.from(settings);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ServiceProperties.common()
                .text("account-sid", "Account SID", "From the first page of Twilio's console; begins with AC.")
                .secret("auth-token", "Auth token", "Beside the account SID. Better: an API key below.")
                .text("api-key", "API key SID", "Begins with SK; made under Account, API keys.")
                .secret("api-secret", "API key secret", "Shown once, when the key is made.")
                .text("from", "Sender", "Your Twilio number (+14155550100), short code or sender name.")
                .text("messaging-service-sid", "Messaging service SID", "Begins with MG; instead of a sender.")
                .text("api-url", "API address", "Empty for Twilio's own.")
                .text("callback-url", "Public address", "This server's, for delivery reports; empty for none.")
                .list();
    }

    @Override
    public String getHelpText() {
        return "Text messages by Twilio.";
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
