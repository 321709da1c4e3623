package dev.twofactor.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.policy.TrustEnd;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.device.TrustedDevices;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;

/** One user's second factors: nobody else is affected by what is done here. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class UserResource {

    private static final String KIND = "TWO_FACTOR_USER";

    private final AdminCall call;
    private final FoundUser found;

    UserResource(AdminCall call, String id) {
        this.call = call;
        this.found = new FoundUser(call, id);
    }

    /** How it stands with this user. */
    @GET
    public Map<String, Object> get() {
        return new UserView(call, found.viewed()).show();
    }

    /**
     * Does what deleting all of them in the admin console does. Codes on their way are worthless then; where the policy
     * requires a second factor the user enrolls at the next login, else the password is enough. Trust in browsers ends unless
     * the policy leaves this out.
     */
    @DELETE
    public void delete() {
        UserModel user = found.managed();
        TrustedDevices.of(call.session())
                .during(call.realm(), user, TrustEnd.ADMIN_RESET, () -> removeAll(user.credentialManager()));
        call.record(OperationType.DELETE, KIND, path(user), null);
    }

    private static void removeAll(SubjectCredentialManager credentials) {
        credentials
                .getStoredCredentialsStream()
                .filter(row -> FactorTypes.ALL.contains(row.getType()))
                .map(CredentialModel::getId)
                .toList()
                .forEach(credentials::removeStoredCredentialById);
    }

    /** The user's methods, one by one. */
    @Path("methods")
    public UserMethods methods() {
        return new UserMethods(call, found);
    }

    /** The browsers that the user trusts. */
    @Path("devices")
    public DevicesResource devices() {
        return new DevicesResource(call, found);
    }

    /** What we keep of the user. */
    @Path("data")
    public UserDataResource data() {
        return new UserDataResource(call, found);
    }

    /** Codes that show that a caller is this user. */
    @Path("verifications")
    public CallerChecks verifications() {
        return new CallerChecks(call, found);
    }

    /** Switches the user's second factors off and on: off, they are kept and not asked for. */
    @PUT
    @Path("switch")
    public Map<String, Object> turn(JsonNode body) {
        UserModel user = found.managed();
        boolean on = flag(RequestSettings.of(body).get("on"));
        UserSwitch userSwitch = new UserSwitch(call.session(), call.realm(), user);
        if (!on && !userSwitch.mayTurnOff()) {
            throw AdminError.conflict("The policy requires a second factor of this user");
        }
        if (userSwitch.turn(on, true)) {
            call.record(OperationType.UPDATE, KIND, path(user) + "/switch", Map.of("on", on));
        }
        return Map.of("on", !userSwitch.isOff(), "mayTurnOff", userSwitch.mayTurnOff());
    }

    /** Forgets the user's wrong codes: codes are compared again, and methods that too many of them have put out of use work again. */
    @POST
    @Path("unlock")
    public void unlock() {
        UserModel user = found.managed();
        TwoFactor.of(call.session()).unlock(call.realm(), user);
        call.record(OperationType.ACTION, KIND, path(user) + "/unlock", null);
    }

    private static boolean flag(String on) {
        if (!"true".equals(on) && !"false".equals(on)) {
            throw AdminError.badRequest("on", "on: true or false is expected");
        }
        return Boolean.parseBoolean(on);
    }

    private static String path(UserModel user) {
        return "users/" + user.getId();
    }
}
