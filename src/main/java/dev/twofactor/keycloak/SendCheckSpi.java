package dev.twofactor.keycloak;

import com.google.auto.service.AutoService;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The place where checks before a second message plug in. */
@AutoService(Spi.class)
public final class SendCheckSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "two-factor-send-check";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return SendCheck.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return SendCheckFactory.class;
    }
}
