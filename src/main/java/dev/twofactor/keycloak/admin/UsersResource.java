package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.enrollment.Status;
import dev.twofactor.keycloak.enrollment.OfferedMethod;
import dev.twofactor.keycloak.store.UserStatuses;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The realm's users and how it stands with their second factors. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class UsersResource {

    private static final int MOST = 500;
    private static final int LONGEST_SEARCH = 255;

    private final AdminCall call;

    UsersResource(AdminCall call) {
        this.call = call;
    }

    /**
     * Users in the order of their names, then those of directories that are not imported.
     *
     * @param status one of {@code enabled｜off｜none｜pending｜locked}; absent for all
     * @param first how many to leave out, 0 or more
     * @param max how many at most, 1 to 500
     */
    @GET
    public List<Map<String, Object>> list(
            @QueryParam("search") String search,
            @QueryParam("status") String status,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max) {
        UserList users = new UserList(call);
        if (first < 0 || max < 1 || max > MOST) {
            throw AdminError.badRequest("max", "first: 0 or more and max: 1 to " + MOST + " are expected");
        }
        UserStatuses.Filter filter = new UserStatuses.Filter(text(search), status(status));
        return users.page(filter, first, max).stream().map(UsersResource::show).toList();
    }

    /** How many users have each status, and {@code total}. */
    @GET
    @Path("count")
    public Map<String, Long> count(@QueryParam("search") String search) {
        Map<Status, Long> counts = new UserList(call).counts(text(search));
        Map<String, Long> shown = new LinkedHashMap<>();
        for (Status status : List.of(Status.ENABLED, Status.OFF, Status.NONE, Status.PENDING, Status.LOCKED)) {
            shown.put(status.key(), counts.get(status));
        }
        shown.put("total", counts.values().stream().mapToLong(Long::longValue).sum());
        return shown;
    }

    /** The reset of all users. */
    @Path("reset")
    public ResetResource reset() {
        return new ResetResource(call);
    }

    /** One user's second factors. */
    @Path("{id}")
    public UserResource user(@PathParam("id") String id) {
        return new UserResource(call, id);
    }

    private static String text(String search) {
        if (search == null || search.isBlank()) {
            return null;
        }
        if (search.length() > LONGEST_SEARCH || search.indexOf(0) >= 0) {
            throw AdminError.badRequest("search", "search: up to " + LONGEST_SEARCH + " characters are expected");
        }
        return search.strip();
    }

    private static Status status(String status) {
        if (status == null || status.isBlank()) {
            return null;
        }
        return Status.of(status)
                .orElseThrow(() -> AdminError.badRequest(
                        "status", "status: one of enabled, off, none, pending, locked is expected"));
    }

    private static Map<String, Object> show(UserStatuses.Row row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", row.id());
        shown.put("username", row.username());
        shown.put("status", row.status().key());
        shown.put(
                "methods",
                Arrays.stream(OfferedMethod.values())
                        .filter(method -> row.types().contains(method.credentialType()))
                        .map(OfferedMethod::key)
                        .toList());
        if (row.lastMessageAt() != null) {
            shown.put("lastMessageAt", row.lastMessageAt());
        }
        if (row.lastUsedAt() != null) {
            shown.put("lastUsedAt", row.lastUsedAt());
        }
        return shown;
    }
}
