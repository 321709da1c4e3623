package dev.twofactor.keycloak.login;

import dev.twofactor.keycloak.ValidSetUps;
import dev.twofactor.keycloak.delivery.EnrolledDestination;
import dev.twofactor.keycloak.server.TwoFactor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;

/** The authenticator apps of the user, and Keycloak's judgement of their codes. */
public final class UserApps {

    private final RealmModel realm;
    private final UserModel user;
    private final List<CredentialModel> all;

    public UserApps(AuthenticationFlowContext context) {
        realm = context.getRealm();
        user = context.getUser();
        ValidSetUps valid = ValidSetUps.of(TwoFactor.of(context.getSession()).policy(realm));
        all = user.credentialManager()
                .getStoredCredentialsByTypeStream(OTPCredentialModel.TYPE)
                .filter(valid::contains)
                .toList();
    }

    /** All of them, the default first; empty where only a user storage knows the app. */
    List<CredentialModel> all() {
        return all;
    }

    /** The id asked for when it is one of the user's own, else the default's; empty as {@link #all()} is. */
    String choose(Optional<String> credentialId) {
        return credentialId
                .filter(id -> all.stream().anyMatch(app -> app.getId().equals(id)))
                .orElseGet(() -> all.isEmpty() ? "" : all.get(0).getId());
    }

    /** When the app was set up; null when nobody knows. */
    public Instant boundAt(String credentialId) {
        return all.stream()
                .filter(app -> app.getId().equals(credentialId))
                .map(app -> EnrolledDestination.boundAt(app.getCreatedDate()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Digits of the app's codes. */
    int digits(String credentialId) {
        return all.stream()
                .filter(app -> app.getId().equals(credentialId))
                .map(app -> OTPCredentialModel.createFromCredentialModel(app)
                        .getOTPCredentialData()
                        .getDigits())
                .findFirst()
                .orElseGet(() -> realm.getOTPPolicy().getDigits());
    }

    /** Whether this app shows this code now and it was not used before. */
    public boolean isRight(String credentialId, String digits) {
        return user.credentialManager().isValid(new UserCredentialModel(credentialId, OTPCredentialModel.TYPE, digits));
    }

    /** The name that the user gave the app; empty when it has none. */
    static String label(CredentialModel app) {
        return Objects.requireNonNullElse(app.getUserLabel(), "");
    }
}
