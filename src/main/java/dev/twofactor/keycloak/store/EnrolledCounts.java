package dev.twofactor.keycloak.store;

import java.util.HashMap;
import java.util.Map;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** How many users of all realms have a second factor, read from the index. */
public final class EnrolledCounts {

    private EnrolledCounts() {}

    /** By credential type; types that nobody has are missing. Reads the whole index: not for a request. */
    public static Map<String, Long> of(KeycloakSession session) {
        Map<String, Long> counts = new HashMap<>();
        session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(
                        "select e.type, count(distinct e.userId) from TwoFactorEnrollment e"
                                + " where e.enabled = true group by e.type",
                        Object[].class)
                .getResultList()
                .forEach(row -> counts.put((String) row[0], ((Number) row[1]).longValue()));
        return counts;
    }
}
