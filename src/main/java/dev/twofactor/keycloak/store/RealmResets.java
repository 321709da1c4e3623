package dev.twofactor.keycloak.store;

import dev.twofactor.keycloak.store.ResetProgress.State;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Resets of whole realms, as far as they have come; works in the session's transaction. Who is next is read from
 * Keycloak's own credentials, so nobody is left out whom our index does not know yet.
 */
public final class RealmResets {

    /** Ids of users of a directory that is not imported begin so, and no others. */
    private static final String DIRECTORY = "f:";

    private static final String OF_DATABASE = " from CredentialEntity c where c.user.realmId = :realm"
            + " and c.type in :types and (c.createdDate is null or c.createdDate < :started) and c.user.id > :after";
    private static final String OF_DIRECTORY = " from FederatedUserCredentialEntity c where c.realmId = :realm"
            + " and c.type in :types and (c.createdDate is null or c.createdDate < :started) and c.userId > :after";

    private final EntityManager em;
    private final Set<String> types;

    /** @param types credential types that are second factors */
    public RealmResets(KeycloakSession session, Set<String> types) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.types = types;
    }

    /** The last reset of the realm, running or not. */
    public Optional<ResetProgress> progress(String realmId) {
        return Optional.ofNullable(em.find(ResetEntity.class, realmId)).map(ResetEntity::progress);
    }

    /** Realms whose reset has not come to its end. */
    public List<String> running() {
        return em.createQuery("select r.realmId from TwoFactorReset r where r.state = :running", String.class)
                .setParameter("running", State.RUNNING)
                .getResultList();
    }

    /** Begins a reset; false while one is running. */
    public boolean start(String realmId, long now) {
        ResetEntity row = em.find(ResetEntity.class, realmId, LockModeType.PESSIMISTIC_WRITE);
        if (row != null && row.state == State.RUNNING) {
            return false;
        }
        ResetEntity fresh = row == null ? new ResetEntity(realmId) : row;
        fresh.state = State.RUNNING;
        fresh.startedAt = now;
        fresh.endedAt = null;
        fresh.lastUser = "";
        fresh.reset = 0;
        fresh.failed = 0;
        fresh.total = count(OF_DATABASE, "c.user.id", fresh) + count(OF_DIRECTORY, "c.userId", fresh);
        if (row == null) {
            em.persist(fresh);
        }
        em.flush();
        return true;
    }

    /** Ends a running reset where it is; false when none is running. */
    public boolean cancel(String realmId, long now) {
        return em.createQuery("update TwoFactorReset r set r.state = :cancelled, r.endedAt = :now"
                                + " where r.realmId = :realm and r.state = :running")
                        .setParameter("cancelled", State.CANCELLED)
                        .setParameter("now", now)
                        .setParameter("realm", realmId)
                        .setParameter("running", State.RUNNING)
                        .executeUpdate()
                == 1;
    }

    /** The reset of a realm, held until the transaction ends so that one node at a time works on it; empty when none is running. */
    public Optional<Turn> take(String realmId) {
        ResetEntity row = em.find(ResetEntity.class, realmId, LockModeType.PESSIMISTIC_WRITE);
        return row == null || row.state != State.RUNNING ? Optional.empty() : Optional.of(new Turn(row));
    }

    /** A held reset. */
    public final class Turn {

        private final ResetEntity row;

        private Turn(ResetEntity row) {
            this.row = row;
        }

        /** What was set up from then on stays; milliseconds since 1970. */
        public long startedAt() {
            return row.startedAt;
        }

        /** The next users, at most so many; none when all are done. */
        public List<String> next(int most) {
            List<String> users =
                    row.lastUser.startsWith(DIRECTORY) ? List.of() : ids(OF_DATABASE, "c.user.id", row.lastUser, most);
            String after = row.lastUser.startsWith(DIRECTORY) ? row.lastUser : "";
            return users.isEmpty() ? ids(OF_DIRECTORY, "c.userId", after, most) : users;
        }

        /** Notes these users as done, in the order of {@link #next}. */
        public void done(List<String> users) {
            row.lastUser = users.get(users.size() - 1);
            row.reset += users.size();
            em.createQuery("update TwoFactorChallenge c set c.used = true"
                            + " where c.realmId = :realm and c.userId in :users and c.used = false")
                    .setParameter("realm", row.realmId)
                    .setParameter("users", users)
                    .executeUpdate();
        }

        /** Notes that the user's second factors could not be removed, and goes on behind this one. */
        public void failed(String user) {
            row.lastUser = user;
            row.failed++;
        }

        public void end(long now) {
            row.state = State.DONE;
            row.endedAt = now;
        }

        /** Takes removed credentials out of the index. */
        public void forget(Collection<String> credentials) {
            if (!credentials.isEmpty()) {
                em.createQuery("delete from TwoFactorEnrollment e where e.credentialId in :gone")
                        .setParameter("gone", credentials)
                        .executeUpdate();
            }
        }

        private List<String> ids(String of, String id, String after, int most) {
            return em.createQuery("select distinct " + id + of + " order by " + id, String.class)
                    .setParameter("realm", row.realmId)
                    .setParameter("types", types)
                    .setParameter("started", row.startedAt)
                    .setParameter("after", after)
                    .setMaxResults(most)
                    .getResultList();
        }
    }

    private long count(String of, String id, ResetEntity row) {
        return em.createQuery("select count(distinct " + id + ")" + of, Long.class)
                .setParameter("realm", row.realmId)
                .setParameter("types", types)
                .setParameter("started", row.startedAt)
                .setParameter("after", "")
                .getSingleResult();
    }
}
