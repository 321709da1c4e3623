package dev.twofactor.keycloak.store;

import jakarta.persistence.EntityManager;
import java.util.HashSet;
import java.util.Set;

/** Which roles contain others: a relation that Keycloak's own tables have had in two forms. */
public final class CompositeRoles {

    /** Up to 26.5; later ones know the pairs as an entity of their own. */
    private static final String OF_ROLES =
            "select parent.id from RoleEntity child join child.parentRoles parent where child.id in :ids";

    private static final String OF_PAIRS =
            "select pair.parentRole.id from CompositeRoleEntity pair where pair.childRole.id in :ids";

    private final EntityManager em;

    public CompositeRoles(EntityManager em) {
        this.em = em;
    }

    /** These roles and every composite role that contains one of them, at any depth; ids in, ids out. */
    public Set<String> containing(Set<String> roles) {
        Set<String> all = new HashSet<>(roles);
        Set<String> newest = roles;
        while (!newest.isEmpty()) {
            Set<String> parents = new HashSet<>(em.createQuery(question(), String.class)
                    .setParameter("ids", newest)
                    .getResultList());
            parents.removeAll(all);
            all.addAll(parents);
            newest = parents;
        }
        return all;
    }

    private String question() {
        boolean pairs = em.getMetamodel().getEntities().stream()
                .anyMatch(entity -> entity.getName().equals("CompositeRoleEntity"));
        return pairs ? OF_PAIRS : OF_ROLES;
    }
}
