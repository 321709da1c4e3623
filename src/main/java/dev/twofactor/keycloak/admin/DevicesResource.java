package dev.twofactor.keycloak.admin;

import dev.twofactor.keycloak.device.TrustedDevice;
import dev.twofactor.keycloak.device.TrustedDevices;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.UserModel;

/** The trusted browsers of one user, for whoever may view or manage this user. */
@Produces(MediaType.APPLICATION_JSON)
public final class DevicesResource {

    private static final String KIND = "TWO_FACTOR_DEVICE";

    private final AdminCall call;
    private final FoundUser found;

    DevicesResource(AdminCall call, FoundUser found) {
        this.call = call;
        this.found = found;
    }

    /** Those whose trust stands, the one used last first. */
    @GET
    public List<Map<String, Object>> list() {
        UserModel user = found.viewed();
        return devices().list(call.realm(), user).stream()
                .map(DevicesResource::view)
                .toList();
    }

    /** Ends all trust of the user. */
    @DELETE
    public void endAll() {
        UserModel user = found.managed();
        if (devices().endAll(call.realm(), user) > 0) {
            call.record(OperationType.DELETE, KIND, path(user), null);
        }
    }

    /** Ends the trust in one browser. */
    @DELETE
    @Path("{device}")
    public void end(@PathParam("device") String device) {
        UserModel user = found.managed();
        if (!FoundUser.canBeId(device) || !devices().end(call.realm(), user, device)) {
            throw AdminError.notFound("This user trusts no such browser");
        }
        call.record(OperationType.DELETE, KIND, path(user) + "/" + device, null);
    }

    private TrustedDevices devices() {
        return TrustedDevices.of(call.session());
    }

    private static String path(UserModel user) {
        return "users/" + user.getId() + "/devices";
    }

    /** What an admin may know of one. */
    static Map<String, Object> view(TrustedDevice device) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", device.id());
        view.put("browser", device.browser());
        view.put("system", device.system());
        view.put("place", device.place());
        view.put("since", device.since().toEpochMilli());
        view.put("lastUsedAt", device.lastUsedAt().toEpochMilli());
        view.put("endsAt", device.endsAt().toEpochMilli());
        return view;
    }
}
