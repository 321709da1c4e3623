package dev.twofactor.keycloak;

import com.google.auto.service.AutoService;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The place of the policy component. */
@AutoService(Spi.class)
public final class TwoFactorPolicySpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "two-factor-policy";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return TwoFactorPolicy.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return TwoFactorPolicyFactory.class;
    }
}
