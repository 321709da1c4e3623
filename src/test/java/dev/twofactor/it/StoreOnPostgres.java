package dev.twofactor.it;

import dev.twofactor.keycloak.store.ChallengeEntity;
import dev.twofactor.keycloak.store.ClaimEntity;
import dev.twofactor.keycloak.store.DeviceEntity;
import dev.twofactor.keycloak.store.EnrollmentEntity;
import dev.twofactor.keycloak.store.LedgerEntity;
import dev.twofactor.keycloak.store.TallyEntity;
import dev.twofactor.keycloak.store.Transactions;
import dev.twofactor.keycloak.store.UserEntity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Function;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.hibernate.cfg.Configuration;

/** The product's tables on a database of their own, without a Keycloak: for races released at the store itself. */
final class StoreOnPostgres implements Transactions, AutoCloseable {

    private final EntityManagerFactory entities;

    private StoreOnPostgres(EntityManagerFactory entities) {
        this.entities = entities;
    }

    /** Makes the tables with the change log that Keycloak runs. */
    static StoreOnPostgres create(PostgresServer server, String database) {
        server.createDatabase(database);
        String url = server.jdbcUrl(database);
        try (Connection connection = DriverManager.getConnection(url, "postgres", "any")) {
            var target =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            new Liquibase("META-INF/two-factor-changelog.xml", new ClassLoaderResourceAccessor(), target)
                    .update(new Contexts());
        } catch (SQLException | LiquibaseException e) {
            throw new AssertionError("the tables could not be made", e);
        }
        return onTablesOf(server, database, 64);
    }

    /** A second node on a database that has the tables already; so many connections are its own. */
    static StoreOnPostgres onTablesOf(PostgresServer server, String database, int connections) {
        String url = server.jdbcUrl(database);
        return new StoreOnPostgres(new Configuration()
                .addAnnotatedClass(UserEntity.class)
                .addAnnotatedClass(ChallengeEntity.class)
                .addAnnotatedClass(LedgerEntity.class)
                .addAnnotatedClass(DeviceEntity.class)
                .addAnnotatedClass(EnrollmentEntity.class)
                .addAnnotatedClass(ClaimEntity.class)
                .addAnnotatedClass(TallyEntity.class)
                .setProperty("jakarta.persistence.jdbc.url", url)
                .setProperty("jakarta.persistence.jdbc.user", "postgres")
                .setProperty("jakarta.persistence.jdbc.password", "any")
                .setProperty("hibernate.connection.pool_size", String.valueOf(connections))
                .buildSessionFactory());
    }

    @Override
    public <T> T run(Function<EntityManager, T> work) {
        EntityManager em = entities.createEntityManager();
        try {
            em.getTransaction().begin();
            T result = work.apply(em);
            em.getTransaction().commit();
            return result;
        } finally {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
            em.close();
        }
    }

    @Override
    public void close() {
        entities.close();
    }
}
