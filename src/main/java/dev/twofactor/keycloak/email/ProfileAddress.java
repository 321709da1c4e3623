package dev.twofactor.keycloak.email;

import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/** The address in a user's profile, which a policy may let take codes without enrolling while it is verified. */
public final class ProfileAddress {

    private ProfileAddress() {}

    /** Whether this is the profile's address, and verified. */
    static boolean is(UserModel user, String address) {
        return user.isEmailVerified() && address.equalsIgnoreCase(user.getEmail());
    }

    /**
     * Brings the user's credentials in line with profile and policy, before any step looks at them: a row for the verified
     * address where the policy lends it, and none that was lent and holds no longer. Writes only when something changed.
     */
    public static void prepare(UserModel user, boolean lent) {
        Optional<String> address = lent ? sendable(user) : Optional.empty();
        boolean known = false;
        for (CredentialModel row : user.credentialManager()
                .getStoredCredentialsByTypeStream(EmailCredential.TYPE)
                .toList()) {
            if (!known && address.isPresent() && holds(row, address.get())) {
                known = true;
            } else if (EmailCredential.isFromProfile(row)) {
                user.credentialManager().removeStoredCredentialById(row.getId());
            }
        }
        if (!known && address.isPresent()) {
            user.credentialManager().createStoredCredential(EmailCredential.fromProfile(address.get()));
        }
    }

    private static Optional<String> sendable(UserModel user) {
        return Optional.ofNullable(user.getEmail())
                .filter(address -> user.isEmailVerified())
                .filter(EmailAddresses::isSendable);
    }

    private static boolean holds(CredentialModel row, String address) {
        return EmailCredential.address(row).filter(address::equalsIgnoreCase).isPresent();
    }
}
