package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.enrollment.Status;
import dev.twofactor.keycloak.store.DirectoryStatuses;
import dev.twofactor.keycloak.store.StatusRules;
import dev.twofactor.keycloak.store.UserRows;
import dev.twofactor.keycloak.store.UserStatuses;
import dev.twofactor.keycloak.store.UserStatuses.Filter;
import dev.twofactor.keycloak.store.UserStatuses.Row;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageProvider;

/**
 * All users that an admin may see: those of the database, then those of directories that are not imported. Fine-grained
 * permissions show the former only, since the database judges them.
 */
final class UserList {

    /** A search asks the directories too, as Keycloak's own list does; among so many users they are looked for. */
    private static final int MOST_FOUND = 500;

    private final AdminCall call;
    private final boolean directories;
    private final UserStatuses users;
    private final DirectoryStatuses strangers;
    private final UserRows rows;

    UserList(AdminCall call) {
        SeenUsers seen = new SeenUsers(call);
        EntityManager em =
                call.session().getProvider(JpaConnectionProvider.class).getEntityManager();
        StatusRules rules = ListedStatus.rules(call);
        this.call = call;
        this.users = new UserStatuses(em, rules, seen);
        this.strangers = new DirectoryStatuses(em, rules);
        this.rows = new UserRows(em, rules);
        this.directories = seen.areAll()
                && call.realm()
                        .getComponentsStream(call.realm().getId(), UserStorageProvider.class.getName())
                        .findAny()
                        .isPresent();
    }

    /** Users of the database in the order of their names, then the others in the order of their ids. */
    List<Row> page(Filter filter, int first, int max) {
        List<Row> page = new ArrayList<>(users.page(filter, first, max));
        if (directories && page.size() < max) {
            int before = page.isEmpty() ? (int) Math.max(0, first - users.count(filter)) : 0;
            page.addAll(strangers(filter, before, max - page.size()));
        }
        return page;
    }

    /** How many have each status. */
    Map<Status, Long> counts(String search) {
        Map<Status, Long> counts = new EnumMap<>(users.counts(search));
        if (directories && search == null) {
            counts.replaceAll((status, count) -> count + strangers.count(status));
        } else if (directories) {
            Set<String> found = found(search).keySet();
            Map<String, Status> statuses = strangers.of(found);
            found.forEach(id -> counts.merge(statuses.getOrDefault(id, Status.NONE), 1L, Long::sum));
        }
        return counts;
    }

    private List<Row> strangers(Filter filter, int first, int max) {
        if (filter.search() == null) {
            Map<String, String> names = new LinkedHashMap<>();
            strangers.page(filter.status(), first, max).forEach(id -> names.put(id, name(id)));
            return rows.of(names, strangers.of(names.keySet()));
        }
        Map<String, String> names = found(filter.search());
        return rows.of(names, strangers.of(names.keySet())).stream()
                .filter(row -> filter.status() == null || filter.status() == row.status())
                .skip(first)
                .limit(max)
                .toList();
    }

    // Who is gone from a directory has no name any more.
    private String name(String id) {
        UserModel user = call.session().users().getUserById(call.realm(), id);
        return user == null ? "" : user.getUsername();
    }

    private Map<String, String> found(String search) {
        Map<String, String> names = new LinkedHashMap<>();
        try (Stream<UserModel> found = call.session()
                .users()
                .searchForUserStream(call.realm(), Map.of(UserModel.SEARCH, search), 0, MOST_FOUND)) {
            found.filter(user -> !StorageId.isLocalStorage(user.getId()))
                    .forEach(user -> names.put(user.getId(), user.getUsername()));
        }
        return names;
    }
}
