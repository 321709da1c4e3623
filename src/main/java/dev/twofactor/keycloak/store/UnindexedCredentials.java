package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.List;

/** Second factors that the index does not know, over all realms; read from Keycloak's tables, so that no directory is asked. */
public final class UnindexedCredentials {

    private static final String COLUMNS = "select c.id, %s, c.type, c.createdDate, c.credentialData from %s c";
    private static final String CONDITIONS = " where c.type in :types and c.id > :after and not exists"
            + " (select e.credentialId from TwoFactorEnrollment e where e.credentialId = c.id) order by c.id";

    /** Where Keycloak keeps credentials. */
    public enum Place {
        /** Users of Keycloak's own database, those imported from a directory included. */
        LOCAL("c.user.realmId, c.user.id", "CredentialEntity"),
        /** Users of a directory that are not imported. */
        FEDERATED("c.realmId, c.userId", "FederatedUserCredentialEntity");

        private final String query;

        Place(String owner, String entity) {
            query = COLUMNS.formatted(owner, entity) + CONDITIONS;
        }
    }

    /**
     * One row of a credential, without its secret.
     *
     * @param createdDate in milliseconds since 1970; null when nobody knows
     */
    public record Row(
            String credentialId, String realmId, String userId, String type, Long createdDate, String credentialData) {

        private static Row of(Object[] columns) {
            return new Row(
                    (String) columns[0],
                    (String) columns[1],
                    (String) columns[2],
                    (String) columns[3],
                    (Long) columns[4],
                    (String) columns[5]);
        }

        /** Tells no destination. */
        @Override
        public String toString() {
            return "Row[" + credentialId + "]";
        }
    }

    private UnindexedCredentials() {}

    /**
     * The next of them, in the order of their ids.
     *
     * @param after where the last batch ended; empty for the first
     */
    public static List<Row> next(EntityManager em, Place place, Collection<String> types, String after, int most) {
        return em
                .createQuery(place.query, Object[].class)
                .setParameter("types", types)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(Row::of)
                .toList();
    }

    /** Takes it into the index. */
    public static void index(EntityManager em, Row row, Enrollment enrollment) {
        em.persist(new EnrollmentEntity(row.realmId(), row.userId(), enrollment));
    }
}
