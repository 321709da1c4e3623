package dev.twofactor.keycloak.service;

import com.google.auto.service.AutoService;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.cdyne.CdyneGateway;
import dev.twofactor.gateway.cdyne.CdyneReports;
import dev.twofactor.gateway.cdyne.CdyneSettings;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.List;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Text messages by CDYNE, with the realm's own account. */
@AutoService(SmsServiceFactory.class)
public final class CdyneServiceFactory implements SmsServiceFactory {

    public static final String PROVIDER_ID = "cdyne";

    @Override
    public SmsService create(KeycloakSession session, ComponentModel model) {
        CdyneSettings settings = CdyneSettings.from(VaultSettings.of(session, model));
        String reports = ReportAddress.of(session, settings.callbackUrl(), model.getId());
        CdyneGateway gateway = new CdyneGateway(settings, TwoFactor.of(session).vendors(), reports);
        return new ReportingSmsService(gateway, new CdyneReports(settings.licenseKey()), reports);
    }

    @Override
    public void check(Settings settings) {
        CdyneSettings.from(settings);
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ServiceProperties.common()
                .secret(
                        "license-key",
                        "License key",
                        "From Account, License keys, of CDYNE's (Esendex') console; a GUID.")
                .text("from", "Sender", "One of your numbers (+14155550100) or short code; empty lets CDYNE choose.")
                .text("api-url", "API address", "Empty for CDYNE's own.")
                .text("callback-url", "Public address", "This server's, for delivery reports; empty for none.")
                .list();
    }

    @Override
    public String getHelpText() {
        return "Text messages by CDYNE (Esendex US).";
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
