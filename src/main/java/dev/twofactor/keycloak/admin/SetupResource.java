package dev.twofactor.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.keycloak.setup.RealmSetup;
import dev.twofactor.keycloak.setup.SetupException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.keycloak.events.admin.OperationType;

/** Makes the realm a two-factor realm by one call, and takes it back. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class SetupResource {

    private static final String KIND = "TWO_FACTOR_SETUP";
    private static final String PATH = "setup";

    private final AdminCall call;
    private final RealmSetup setup;

    SetupResource(AdminCall call) {
        this.call = call;
        this.setup = new RealmSetup(call.session(), call.realm());
    }

    /** What of the set-up there is. */
    @GET
    public Map<String, Object> get() {
        call.requireView();
        return setup.state();
    }

    /** Makes the set-up or brings it up to date; with {@code {"bind":true}} the realm uses its flows from now on. */
    @POST
    public Map<String, Object> post(JsonNode body) {
        call.requireManage();
        JsonNode bind = body == null ? null : body.get("bind");
        if (bind != null && !bind.isBoolean()) {
            throw AdminError.badRequest("bind", "bind: true or false is expected");
        }
        try {
            setup.apply(bind != null && bind.booleanValue());
        } catch (SetupException e) {
            throw AdminError.conflict(e.getMessage());
        }
        Map<String, Object> state = setup.state();
        call.record(OperationType.ACTION, KIND, PATH, state);
        return state;
    }

    /** Leaves the realm as it was before. */
    @DELETE
    public void delete() {
        call.requireManage();
        try {
            if (setup.takeBack()) {
                call.record(OperationType.DELETE, KIND, PATH, null);
            }
        } catch (SetupException e) {
            throw AdminError.conflict(e.getMessage());
        }
    }
}
