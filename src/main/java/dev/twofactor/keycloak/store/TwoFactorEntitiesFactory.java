package dev.twofactor.keycloak.store;

import com.google.auto.service.AutoService;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers our tables. */
@AutoService(JpaEntityProviderFactory.class)
public final class TwoFactorEntitiesFactory implements JpaEntityProviderFactory {

    /** Also names Liquibase's own table: its first ten letters. */
    static final String PROVIDER_ID = "two-factor-tables";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new TwoFactorEntities(session);
    }

    @Override
    public void init(Config.Scope config) {
        // No options.
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
