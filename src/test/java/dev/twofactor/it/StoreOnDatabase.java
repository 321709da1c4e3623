package dev.twofactor.it;

import dev.twofactor.keycloak.store.Transactions;
import dev.twofactor.keycloak.store.TwoFactorEntitiesFactory;
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
class StoreOnDatabase implements Transactions, AutoCloseable {

    private final EntityManagerFactory entities;

    /** Makes the tables with the change log that Keycloak runs, unless they are there; so many connections are its own. */
    StoreOnDatabase(String url, String user, String password, int connections) {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            var target =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            new Liquibase("META-INF/two-factor-changelog.xml", new ClassLoaderResourceAccessor(), target)
                    .update(new Contexts());
        } catch (SQLException | LiquibaseException e) {
            throw new AssertionError("the tables could not be made", e);
        }
        Configuration configuration = new Configuration()
                .setProperty("jakarta.persistence.jdbc.url", url)
                .setProperty("jakarta.persistence.jdbc.user", user)
                .setProperty("jakarta.persistence.jdbc.password", password)
                .setProperty("hibernate.connection.pool_size", String.valueOf(connections));
        new TwoFactorEntitiesFactory().create(null).getEntities().forEach(configuration::addAnnotatedClass);
        entities = configuration.buildSessionFactory();
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
