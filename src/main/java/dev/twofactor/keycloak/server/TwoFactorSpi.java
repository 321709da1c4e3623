package dev.twofactor.keycloak.server;

import com.google.auto.service.AutoService;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Gives the server options their place: {@code --spi-two-factor--default--…}. */
@AutoService(Spi.class)
public final class TwoFactorSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "two-factor";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return TwoFactor.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return TwoFactorFactory.class;
    }
}
