package dev.twofactor.keycloak.store;

import java.time.Instant;
import java.util.Set;

/**
 * Of whom a policy requires a second factor.
 *
 * @param everybody whether roles and groups do not matter
 * @param roles ids of roles that name their users, with all composite roles that contain one; used unless everybody is meant
 * @param groups ids of groups that name their members, subgroups included; likewise
 * @param createdFrom only users made from then on; null for all
 */
public record Population(boolean everybody, Set<String> roles, Set<String> groups, Instant createdFrom) {

    /** Whether every user is meant. */
    boolean isAll() {
        return everybody && createdFrom == null;
    }
}
