package dev.twofactor.keycloak.selfservice;

import dev.twofactor.keycloak.registration.FirstMethod;
import dev.twofactor.keycloak.registration.Proved;
import dev.twofactor.keycloak.registration.VerificationTokens;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.policy.PasswordPolicyManagerProvider;
import org.keycloak.policy.PolicyError;
import org.keycloak.userprofile.UserProfile;

/** Makes accounts for people whose phone or address is proved. */
final class AccountCalls {

    private static final int LONGEST_TOKEN = 4096;

    private final Registrar registrar;
    private final KeycloakSession session;
    private final RealmModel realm;

    AccountCalls(Registrar registrar) {
        this.registrar = registrar;
        this.session = registrar.session();
        this.realm = registrar.realm();
    }

    /** A new user with the method set up. */
    Response create(Json body) {
        Proved proved = proved(body);
        NewProfile fields = NewProfile.read(session, realm, body, proved);
        UserProfile profile = fields.valid();
        String password = password(body);
        check(passwords().validate(fields.username(), password), password);
        take(proved, body);
        UserModel user = profile.create();
        user.setEnabled(true);
        registrar
                .event(EventType.REGISTER)
                .user(user)
                .detail(Details.USERNAME, user.getUsername())
                .detail(Details.REGISTER_METHOD, "two-factor-registrar")
                .success();
        return equipped(user, password, proved);
    }

    /** An account for somebody whom the application knows as a guest. */
    Response complete(String id, Json body) {
        UserModel user = session.users().getUserById(realm, id);
        if (user == null || user.getServiceAccountClientLink() != null) {
            throw new Problem(Problem.Kind.NOT_FOUND);
        }
        Proved proved = proved(body);
        String password = password(body);
        if (!new Guest(session, realm, user).isOne()) {
            throw new Problem(Problem.Kind.NOT_A_GUEST);
        }
        if (!new FirstMethod(session, realm, proved).fits(user.getEmail())) {
            throw new Problem(Problem.Kind.VERIFICATION_REJECTED).with("field", "verificationToken");
        }
        check(password == null ? null : passwords().validate(realm, user, password), password);
        take(proved, body);
        return equipped(user, password, proved);
    }

    private Response equipped(UserModel user, String password, Proved proved) {
        FirstMethod method = new FirstMethod(session, realm, proved);
        if (method.belongsToAnother(user)) {
            throw new Problem(Problem.Kind.TAKEN).with("field", "verificationToken");
        }
        if (password != null) {
            user.credentialManager().updateCredential(UserCredentialModel.password(password));
        }
        CredentialModel stored =
                method.give(user, registrar.event(EventType.UPDATE_CREDENTIAL).user(user));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", user.getId());
        view.put("username", user.getUsername());
        view.put("email", user.getEmail());
        view.put("emailVerified", user.isEmailVerified());
        view.put("method", stored == null ? null : MethodCalls.view(stored, true));
        return Calls.json(201, view);
    }

    private Proved proved(Json body) {
        return new VerificationTokens(session, realm)
                .read(registrar.client(), body.text("verificationToken", LONGEST_TOKEN))
                .orElseThrow(AccountCalls::rejected);
    }

    // Last before the account is made: what the rules refuse leaves the proof good.
    private void take(Proved proved, Json body) {
        if (!registrar.codes(body).take(proved)) {
            throw rejected();
        }
    }

    // Forged, over, used, of another client: nobody learns which.
    private static Problem rejected() {
        return new Problem(Problem.Kind.VERIFICATION_REJECTED).with("field", "verificationToken");
    }

    private static String password(Json body) {
        return body.textOrNull("password");
    }

    private PasswordPolicyManagerProvider passwords() {
        return session.getProvider(PasswordPolicyManagerProvider.class);
    }

    private static void check(PolicyError error, String password) {
        if (password != null && error != null) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", "password").with("reason", error.getMessage());
        }
    }
}
