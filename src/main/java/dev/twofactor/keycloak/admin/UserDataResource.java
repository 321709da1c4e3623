package dev.twofactor.keycloak.admin;

import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.device.TrustedDevices;
import dev.twofactor.keycloak.store.StoredUserData;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;

/** What we keep of one user, to be handed over or erased (GDPR, articles 15, 17 and 20); for who may manage this user. */
@Produces(MediaType.APPLICATION_JSON)
public final class UserDataResource {

    private static final String KIND = "TWO_FACTOR_DATA";

    private final AdminCall call;
    private final FoundUser found;

    UserDataResource(AdminCall call, FoundUser found) {
        this.call = call;
        this.found = found;
    }

    /** All of it, numbers and addresses in full; no code and no secret is in it. */
    @GET
    public Map<String, Object> export() {
        UserModel user = found.managed();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", user.getId());
        shown.put("username", user.getUsername());
        shown.put(
                "methods",
                user.credentialManager()
                        .getStoredCredentialsStream()
                        .filter(row -> FactorTypes.ALL.contains(row.getType()))
                        .map(UserDataResource::method)
                        .toList());
        shown.put("tables", data(user).tables());
        call.record(OperationType.ACTION, KIND, path(user), null);
        return shown;
    }

    /**
     * Takes all of it away: phones and addresses, trusted browsers, messages and counts. Second factors of Keycloak's own stay, and
     * so does the user.
     */
    @DELETE
    public void erase() {
        UserModel user = found.managed();
        TrustedDevices.of(call.session()).erase(call.realm(), user);
        removeOurs(user.credentialManager());
        call.record(OperationType.DELETE, KIND, path(user), null);
        data(user).erase();
    }

    private static void removeOurs(SubjectCredentialManager credentials) {
        credentials
                .getStoredCredentialsStream()
                .filter(row -> CodeChannels.of(row.getType()).isPresent())
                .map(CredentialModel::getId)
                .toList()
                .forEach(credentials::removeStoredCredentialById);
    }

    private static Map<String, Object> method(CredentialModel row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", row.getId());
        shown.put("method", UserView.key(row.getType()));
        shown.put("label", Objects.requireNonNullElse(row.getUserLabel(), ""));
        CodeChannels.of(row.getType())
                .flatMap(channel -> CredentialFields.text(row, channel.channel().field()))
                .ifPresent(destination -> shown.put("destination", destination));
        if (row.getCreatedDate() != null) {
            shown.put("since", row.getCreatedDate());
        }
        return shown;
    }

    private StoredUserData data(UserModel user) {
        return new StoredUserData(call.session(), call.realm().getId(), user.getId());
    }

    private static String path(UserModel user) {
        return "users/" + user.getId() + "/data";
    }
}
