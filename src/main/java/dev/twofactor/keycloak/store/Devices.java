package dev.twofactor.keycloak.store;

import dev.twofactor.domain.device.Trust;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The rows of trusted browsers, in the transaction of the request that works on them. */
public final class Devices {

    private final EntityManager em;

    public Devices(KeycloakSession session) {
        this(session.getProvider(JpaConnectionProvider.class).getEntityManager());
    }

    public Devices(EntityManager em) {
        this.em = em;
    }

    /** Reads the row anew, whatever this transaction has made of it before; where a database keeps a snapshot, the snapshot's. */
    public Optional<Trust> byHandle(String handle) {
        return byHandle(handle, LockModeType.NONE);
    }

    /**
     * Reads what was committed last, also in a transaction that began before and has a snapshot, as MariaDB's have: for who has
     * just been told by an update that the row is not what it seems. The row stays as it is until this transaction ends.
     */
    public Optional<Trust> newestByHandle(String handle) {
        return byHandle(handle, LockModeType.PESSIMISTIC_READ);
    }

    private Optional<Trust> byHandle(String handle, LockModeType lock) {
        return em
                .createQuery("select d from TwoFactorDevice d where d.handle = :handle", DeviceEntity.class)
                .setParameter("handle", handle)
                .setLockMode(lock)
                .getResultList()
                .stream()
                .findFirst()
                .map(this::read);
    }

    /** All of a user, whether their trust still stands or not. */
    public List<Trust> of(String realmId, String userId) {
        return em
                .createQuery(
                        "select d from TwoFactorDevice d where d.realmId = :realm and d.userId = :user",
                        DeviceEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getResultList()
                .stream()
                .map(this::read)
                .toList();
    }

    public void add(Trust trust) {
        em.persist(new DeviceEntity(trust));
        em.flush();
    }

    /**
     * Renews the secret of a browser whose row is as expected: neither was it renewed since by somebody else, nor has its trust
     * ended. One statement, which the database lets one of many win; so what is expected need not have been read.
     *
     * @param expected what the row must say; who used it and when, and the browser's names, are not compared
     * @param idleSince the row must have been used after that
     * @param next hash of the new secret
     * @return whether this call did it
     */
    public boolean renew(Trust expected, Instant idleSince, String next, Instant now) {
        // Rows of devices are written at once, so nothing waits that would have to be written before.
        return new DeviceRenewal(expected, idleSince, next, now).on(em);
    }

    /**
     * Lets trust stand that stood before the user's password was set: to be called where the policy says that such a change
     * ends none.
     *
     * @param before stamp of the password before; rows with another one had ended already
     */
    public void acceptPassword(String realmId, String userId, String before, String now) {
        accept("passwordStamp", realmId, userId, before, now);
    }

    /** The same for the set of second factors. */
    public void acceptMethods(String realmId, String userId, String before, String now) {
        accept("methodsStamp", realmId, userId, before, now);
    }

    private void accept(String field, String realmId, String userId, String before, String now) {
        em.createQuery("update TwoFactorDevice d set d." + field + " = :now where d.realmId = :realm"
                        + " and d.userId = :user and d." + field + " = :before")
                .setParameter("now", now)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setParameter("before", before)
                .executeUpdate();
    }

    /** Takes one of a user's rows away. */
    public boolean remove(String realmId, String userId, String id) {
        return em.createQuery("delete from TwoFactorDevice d where d.id = :id and d.realmId = :realm"
                                + " and d.userId = :user")
                        .setParameter("id", id)
                        .setParameter("realm", realmId)
                        .setParameter("user", userId)
                        .executeUpdate()
                == 1;
    }

    /**
     * Rows whose trust has ended by time, the oldest first: for a purge in small batches, which removes each through
     * {@code TrustedDevices.end} or, where the user is gone, by {@link #remove}.
     */
    public List<Trust> ended(Instant now, int atMost) {
        return em
                .createQuery(
                        "select d from TwoFactorDevice d where d.endsAt <= :now order by d.endsAt", DeviceEntity.class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(atMost)
                .getResultList()
                .stream()
                .map(this::read)
                .toList();
    }

    private Trust read(DeviceEntity row) {
        em.detach(row);
        return row.trust();
    }
}
