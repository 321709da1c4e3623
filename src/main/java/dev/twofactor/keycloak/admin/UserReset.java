package dev.twofactor.keycloak.admin;

import dev.twofactor.keycloak.FactorTypes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.SubjectCredentialManager;
import org.keycloak.models.UserModel;

/** Takes one user's second factors away: nobody else is affected. */
public final class UserReset {

    private static final String KIND = "TWO_FACTOR_USER";
    private static final Set<String> TYPES = Stream.concat(
                    FactorTypes.ALL.stream(), Stream.of("two-factor-trusted-device"))
            .collect(Collectors.toUnmodifiableSet());

    private final AdminCall call;
    private final String id;

    UserReset(AdminCall call, String id) {
        this.call = call;
        this.id = id;
    }

    /**
     * Does what deleting all of them in the admin console does. Codes on their way are worthless then; where the policy
     * requires a second factor the user enrolls at the next login, else the password is enough.
     */
    @DELETE
    public void delete() {
        UserModel user = managed();
        SubjectCredentialManager credentials = user.credentialManager();
        credentials
                .getStoredCredentialsStream()
                .filter(row -> TYPES.contains(row.getType()))
                .map(CredentialModel::getId)
                .toList()
                .forEach(credentials::removeStoredCredentialById);
        call.record(OperationType.DELETE, KIND, "users/" + user.getId(), null);
    }

    // As Keycloak does it: who may not even search for users learns nothing of ids.
    private UserModel managed() {
        UserModel user = call.session().users().getUserById(call.realm(), id);
        if (user == null) {
            if (call.auth().users().canQuery()) {
                throw AdminError.notFound("There is no such user");
            }
            throw new ForbiddenException();
        }
        call.auth().users().requireManage(user);
        return user;
    }
}
