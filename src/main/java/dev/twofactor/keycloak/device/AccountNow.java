package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.Account;
import dev.twofactor.domain.device.SecurityStamp;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.email.EmailCredential;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * The user's account as trust looks at it. Reads cached data only.
 *
 * @param devices the trusted browsers among the user's credentials
 */
record AccountNow(Account account, List<CredentialModel> devices) {

    /** Ours carry where codes go; others' data changes with every use. */
    private static final Set<String> WITH_DESTINATION = Set.of("two-factor-sms", "two-factor-email");

    static AccountNow of(KeycloakSession session, RealmModel realm, UserModel user) {
        List<CredentialModel> all =
                user.credentialManager().getStoredCredentialsStream().toList();
        List<SecurityStamp.Part> parts =
                all.stream().filter(AccountNow::matters).map(AccountNow::part).toList();
        int notBefore = Math.max(realm.getNotBefore(), session.users().getNotBeforeOfUser(realm, user));
        return new AccountNow(
                new Account(
                        SecurityStamp.of(user.getId(), parts, user.getEmail()),
                        user.isEnabled(),
                        Instant.ofEpochSecond(notBefore)),
                all.stream()
                        .filter(row -> TrustedDeviceCredential.TYPE.equals(row.getType()))
                        .toList());
    }

    /** Whether the user's credentials list this trusted browser. */
    boolean lists(String deviceId) {
        return devices.stream().anyMatch(row -> row.getId().equals(deviceId));
    }

    private static boolean matters(CredentialModel row) {
        return PasswordCredentialModel.TYPE.equals(row.getType())
                || WebAuthnCredentialModel.TYPE_PASSWORDLESS.equals(row.getType())
                || FactorTypes.ALL.contains(row.getType()) && !isLent(row);
    }

    // A lent address is the account's mail address, which the stamp holds anyway; it comes and goes with the policy.
    private static boolean isLent(CredentialModel row) {
        return EmailCredential.TYPE.equals(row.getType()) && EmailCredential.isFromProfile(row);
    }

    private static SecurityStamp.Part part(CredentialModel row) {
        String destination =
                WITH_DESTINATION.contains(row.getType()) ? Objects.requireNonNullElse(row.getCredentialData(), "") : "";
        return new SecurityStamp.Part(
                row.getType(), row.getId(), Objects.requireNonNullElse(row.getCreatedDate(), 0L), destination);
    }
}
