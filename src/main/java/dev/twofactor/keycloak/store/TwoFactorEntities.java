package dev.twofactor.keycloak.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.models.KeycloakSession;

/** Tells Keycloak which tables are ours and how they are made. */
final class TwoFactorEntities implements JpaEntityProvider {

    private final @Nullable KeycloakSession session;

    /** @param session null where nothing but the classes is asked for, as when a server is built */
    TwoFactorEntities(@Nullable KeycloakSession session) {
        this.session = session;
    }

    @Override
    public List<Class<?>> getEntities() {
        return List.of(
                UserEntity.class,
                ChallengeEntity.class,
                LedgerEntity.class,
                AttemptEntity.class,
                EnrollmentEntity.class,
                DeviceEntity.class,
                ClaimEntity.class,
                TallyEntity.class,
                ResetEntity.class);
    }

    /** Null when there is nothing to change: then Keycloak does not start Liquibase for us. */
    @Override
    public @Nullable String getChangelogLocation() {
        return session != null && AppliedChanges.areComplete(session) ? null : "META-INF/two-factor-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return TwoFactorEntitiesFactory.PROVIDER_ID;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
