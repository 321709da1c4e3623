package dev.twofactor.keycloak.admin;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.AdminRoles;

/** Who calls and what that admin may do in this realm, as Keycloak itself judges it: a light access token tells nothing of it. */
@Produces(MediaType.APPLICATION_JSON)
public final class MeResource {

    private final AdminCall call;

    MeResource(AdminCall call) {
        this.call = call;
    }

    /** For everybody with a token for the administration of this realm, also for those without any right. */
    @GET
    public Map<String, Object> get() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("username", call.auth().adminAuth().getUser().getUsername());
        shown.put("viewRealm", call.auth().realm().canViewRealm());
        shown.put("manageRealm", call.auth().realm().canManageRealm());
        shown.put("viewUsers", SeenUsers.areAllSeen(call));
        shown.put("manageUsers", call.auth().hasOneAdminRole(AdminRoles.MANAGE_USERS));
        shown.put("someUsers", SeenUsers.areSomeSeen(call));
        return shown;
    }
}
