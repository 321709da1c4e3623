package dev.twofactor.keycloak.store;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Tells Keycloak which tables are ours and how they are made. */
final class TwoFactorEntities implements JpaEntityProvider {

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

    @Override
    public String getChangelogLocation() {
        return "META-INF/two-factor-changelog.xml";
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
