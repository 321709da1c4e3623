package dev.twofactor.keycloak.preview;

import dev.twofactor.domain.policy.EnrollmentPolicy;
import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.duty.NamedRoles;
import dev.twofactor.keycloak.store.CompositeRoles;
import dev.twofactor.keycloak.store.Population;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Turns the roles and groups that a policy names into all that lead to them: composite roles, subgroups, roles of groups. */
final class NamedPopulation {

    private final KeycloakSession session;
    private final RealmModel realm;

    NamedPopulation(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Of whom the policy requires one once its first day has come. */
    Population of(EnrollmentPolicy policy) {
        if (policy.requirement() == Requirement.OFF) {
            return new Population(false, Set.of(), Set.of(), null);
        }
        boolean named =
                !policy.requiredRoles().isEmpty() || !policy.requiredGroups().isEmpty();
        Set<String> roles = named ? roles(policy) : Set.of();
        Set<String> groups = named ? groups(policy, roles) : Set.of();
        return new Population(
                policy.requirement() == Requirement.REQUIRED && !named, roles, groups, createdFrom(policy));
    }

    private static Instant createdFrom(EnrollmentPolicy policy) {
        return policy.newUsersOnly() && policy.requiredFrom() != null
                ? policy.requiredFrom().atStartOfDay(ZoneOffset.UTC).toInstant()
                : null;
    }

    private Set<String> roles(EnrollmentPolicy policy) {
        Set<String> named = policy.requiredRoles().stream()
                .flatMap(name -> NamedRoles.of(realm, name))
                .map(RoleModel::getId)
                .collect(Collectors.toSet());
        return new CompositeRoles(
                        session.getProvider(JpaConnectionProvider.class).getEntityManager())
                .containing(named);
    }

    private Set<String> groups(EnrollmentPolicy policy, Set<String> roles) {
        Stream<GroupModel> named =
                policy.requiredGroups().stream().map(path -> KeycloakModelUtils.findGroupByPath(session, realm, path));
        Stream<GroupModel> byRole = roles.stream()
                .map(realm::getRoleById)
                .filter(Objects::nonNull)
                .flatMap(role -> session.groups().getGroupsByRoleStream(realm, role, null, null));
        Set<String> all = new HashSet<>();
        Stream.concat(named, byRole).filter(Objects::nonNull).forEach(group -> addWithSubgroups(group, all));
        return all;
    }

    private static void addWithSubgroups(GroupModel group, Set<String> all) {
        if (all.add(group.getId())) {
            group.getSubGroupsStream().forEach(subgroup -> addWithSubgroups(subgroup, all));
        }
    }
}
