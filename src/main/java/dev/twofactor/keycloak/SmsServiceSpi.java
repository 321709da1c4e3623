package dev.twofactor.keycloak;

import com.google.auto.service.AutoService;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The place where text message services plug in. */
@AutoService(Spi.class)
public final class SmsServiceSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "two-factor-sms";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return SmsService.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return SmsServiceFactory.class;
    }
}
