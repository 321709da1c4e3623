package dev.twofactor.keycloak.service;

import com.google.auto.service.AutoService;
import dev.twofactor.gateway.log.LogGateway;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** Writes texts into the server's log: for development, never there unless an admin adds it. */
@AutoService(SmsServiceFactory.class)
public final class LogServiceFactory implements SmsServiceFactory {

    public static final String PROVIDER_ID = "log";
    private static final Logger LOG = Logger.getLogger(LogServiceFactory.class);

    @Override
    public SmsService create(KeycloakSession session, ComponentModel model) {
        return new LogGateway(LOG::warn)::send;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ServiceProperties.common().list();
    }

    @Override
    public String getHelpText() {
        return "DEVELOPMENT ONLY: writes messages with their codes into the server's log and sends nothing.";
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }
}
