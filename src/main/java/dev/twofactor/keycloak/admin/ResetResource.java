package dev.twofactor.keycloak.admin;

import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.reset.ResetRunner;
import dev.twofactor.keycloak.store.RealmResets;
import dev.twofactor.keycloak.store.ResetProgress;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.AdminRoles;

/** The reset of all users of a realm, in small steps; for admins with the role {@code manage-users} alone, since it spares nobody. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ResetResource {

    private static final String KIND = "TWO_FACTOR_RESET";
    private static final String PATH = "users/reset";

    private final AdminCall call;
    private final RealmResets resets;

    ResetResource(AdminCall call) {
        this.call = call;
        this.resets = new RealmResets(call.session(), FactorTypes.ALL);
    }

    /** How far the last one has come. */
    @GET
    public Map<String, Object> get() {
        requireAll(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS);
        return progress();
    }

    /** Begins one; 409 while one is running. */
    @POST
    public Response post() {
        requireAll(AdminRoles.MANAGE_USERS);
        String realm = call.realm().getId();
        if (!resets.start(realm, Time.currentTimeMillis())) {
            throw AdminError.conflict("A reset of this realm is running already");
        }
        Map<String, Object> progress = progress();
        call.record(OperationType.ACTION, KIND, PATH, progress);
        ResetRunner.soon(call.session(), realm);
        return Response.accepted(progress).build();
    }

    /** Ends a running one where it is: who is done stays done. */
    @DELETE
    public void delete() {
        requireAll(AdminRoles.MANAGE_USERS);
        if (!resets.cancel(call.realm().getId(), Time.currentTimeMillis())) {
            throw AdminError.conflict("No reset of this realm is running");
        }
        call.record(OperationType.DELETE, KIND, PATH, null);
    }

    private void requireAll(String... roles) {
        if (!call.auth().hasOneAdminRole(roles)) {
            throw AdminError.forbidden();
        }
    }

    private Map<String, Object> progress() {
        ResetProgress progress = resets.progress(call.realm().getId())
                .orElseThrow(() -> AdminError.notFound("This realm was never reset"));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("state", progress.state().name().toLowerCase(Locale.ROOT));
        shown.put("total", progress.total());
        shown.put("reset", progress.reset());
        shown.put("failed", progress.failed());
        shown.put("startedAt", progress.startedAt());
        if (progress.endedAt() != null) {
            shown.put("endedAt", progress.endedAt());
        }
        return shown;
    }
}
