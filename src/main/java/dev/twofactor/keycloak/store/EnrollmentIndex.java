package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Who has which second factors, to count and to search by; Keycloak's credential rows are the truth. */
public final class EnrollmentIndex {

    private final EntityManager em;

    /** Works in the session's own transaction. */
    public EnrollmentIndex(KeycloakSession session) {
        em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    /** Whether the index says exactly this of the user. */
    public boolean holds(String realmId, String userId, Collection<Enrollment> enrollments) {
        // Values instead of entities, and nothing written before: every login asks this.
        Set<Enrollment> known = em
                .createQuery(
                        "select e.credentialId, e.type, e.since, e.destinationHash from TwoFactorEnrollment e"
                                + " where e.realmId = :realm and e.userId = :user",
                        Object[].class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setFlushMode(FlushModeType.COMMIT)
                .getResultList()
                .stream()
                .map(row -> new Enrollment((String) row[0], (String) row[1], (long) row[2], (String) row[3]))
                .collect(Collectors.toSet());
        return known.equals(new HashSet<>(enrollments));
    }

    /** Makes the index say exactly this of the user; a switch that was off stays off. */
    public void replace(String realmId, String userId, Collection<Enrollment> enrollments) {
        Set<Enrollment> missing = new HashSet<>(enrollments);
        for (EnrollmentEntity row : rows(realmId, userId)) {
            if (!missing.remove(row.enrollment())) {
                em.remove(row);
            }
        }
        em.flush();
        missing.forEach(enrollment -> em.persist(new EnrollmentEntity(realmId, userId, enrollment)));
        em.flush();
    }

    /** Whether another user of the realm has set up a destination with one of these hashes. */
    static boolean isTaken(EntityManager em, String realmId, String userId, Collection<String> hashes) {
        return !hashes.isEmpty()
                && em.createQuery(
                                        "select count(e) from TwoFactorEnrollment e where e.realmId = :realm"
                                                + " and e.destinationHash in :hashes and e.userId <> :user",
                                        Long.class)
                                .setParameter("realm", realmId)
                                .setParameter("hashes", hashes)
                                .setParameter("user", userId)
                                .getSingleResult()
                        > 0;
    }

    private List<EnrollmentEntity> rows(String realmId, String userId) {
        return em.createQuery(
                        "select e from TwoFactorEnrollment e where e.realmId = :realm and e.userId = :user",
                        EnrollmentEntity.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getResultList();
    }
}
