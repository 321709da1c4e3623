package dev.twofactor.benchmark;

import dev.twofactor.keycloak.store.Devices;
import dev.twofactor.keycloak.store.OldChallenges;
import dev.twofactor.keycloak.store.OldMessages;
import dev.twofactor.keycloak.store.OldTallies;
import dev.twofactor.keycloak.store.SpentCounts;
import dev.twofactor.keycloak.store.TwoFactorEntitiesFactory;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.hibernate.cfg.Configuration;

/** What the server does by itself and for its users beside logins, against a database, and taken back each time. */
final class StoredWork {

    private static final int BATCH = 200;
    private static final Duration LEDGER_KEPT = Duration.ofDays(90);

    private final String jdbcUrl;
    private final String realmId;

    StoredWork(String jdbcUrl, String realmId) {
        this.jdbcUrl = jdbcUrl;
        this.realmId = realmId;
    }

    /** Each kind of work once. */
    void tryAll() {
        Instant now = Instant.now();
        try (EntityManagerFactory entities = entities()) {
            takenBack(entities, em -> OldChallenges.remove(em, now, BATCH));
            takenBack(entities, em -> OldMessages.remove(em, realmId, now.minus(LEDGER_KEPT), BATCH));
            takenBack(entities, em -> OldTallies.remove(em, now, BATCH));
            takenBack(entities, em -> SpentCounts.remove(em, now, BATCH));
            takenBack(entities, em -> new Devices(em).ended(now, BATCH));
            takenBack(entities, em -> new Devices(em).of(realmId, "nobody"));
            takenBack(entities, em -> new Devices(em).remove(realmId, "nobody", "none"));
            takenBack(entities, em -> new Devices(em).acceptPassword(realmId, "nobody", "before", "now"));
        }
    }

    /** How many old challenges, with their messages' notes, and how many old messages go in a second, in batches as the purge has them. */
    PurgeRates purgeRates(int batches) {
        Instant now = Instant.now();
        try (EntityManagerFactory entities = entities()) {
            return new PurgeRates(
                    perSecond(entities, batches, em -> OldChallenges.remove(em, now, BATCH)),
                    perSecond(entities, batches, em -> OldMessages.remove(em, realmId, now.minus(LEDGER_KEPT), BATCH)));
        }
    }

    /** Rows that go in a second. */
    record PurgeRates(long challenges, long messages) {}

    private static long perSecond(EntityManagerFactory entities, int batches, ToIntFunction<EntityManager> work) {
        long rows = 0;
        long start = System.nanoTime();
        for (int i = 0; i < batches; i++) {
            EntityManager em = entities.createEntityManager();
            em.getTransaction().begin();
            rows += work.applyAsInt(em);
            em.getTransaction().commit();
            em.close();
        }
        return rows * 1_000_000_000L / (System.nanoTime() - start);
    }

    private EntityManagerFactory entities() {
        Configuration configuration = new Configuration()
                .setProperty("jakarta.persistence.jdbc.url", jdbcUrl)
                .setProperty("jakarta.persistence.jdbc.user", "postgres")
                .setProperty("jakarta.persistence.jdbc.password", "any");
        new TwoFactorEntitiesFactory().create(null).getEntities().forEach(configuration::addAnnotatedClass);
        return configuration.buildSessionFactory();
    }

    private static void takenBack(EntityManagerFactory entities, Consumer<EntityManager> work) {
        EntityManager em = entities.createEntityManager();
        try {
            em.getTransaction().begin();
            work.accept(em);
            em.flush();
        } finally {
            em.getTransaction().rollback();
            em.close();
        }
    }
}
