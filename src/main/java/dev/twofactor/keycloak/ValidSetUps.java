package dev.twofactor.keycloak;

import dev.twofactor.domain.policy.EnrollmentPolicy;
import dev.twofactor.keycloak.email.EmailCredential;
import java.time.Instant;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/** Which of the second factors that users have set up count: allowed by the policy, and not older than it accepts. */
public final class ValidSetUps {

    private final AllowedMethods allowed;
    private final EnrollmentPolicy policy;
    private final Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());

    private ValidSetUps(AllowedMethods allowed, EnrollmentPolicy policy) {
        this.allowed = allowed;
        this.policy = policy;
    }

    public static ValidSetUps of(TwoFactorPolicy policy) {
        return new ValidSetUps(AllowedMethods.of(policy), policy.enrollment());
    }

    /** Whether this stored second factor may be used. */
    public boolean contains(CredentialModel row) {
        return allowed.allows(row.getType()) && !isStale(row);
    }

    /** Whether the user has one of this type that counts; also one that only a user storage knows, which has no age. */
    public boolean has(UserModel user, String credentialType) {
        if (!allowed.allows(credentialType)) {
            return false;
        }
        return policy.enrollsAnew(now)
                ? user.credentialManager()
                        .getStoredCredentialsByTypeStream(credentialType)
                        .anyMatch(this::contains)
                : user.credentialManager().isConfiguredFor(credentialType);
    }

    /** Whether everybody had to set up anew since this was stored; an address that the policy lends was never set up. */
    public boolean isStale(CredentialModel row) {
        Instant since = row.getCreatedDate() == null ? null : Instant.ofEpochMilli(row.getCreatedDate());
        return !policy.counts(since, now)
                && !(EmailCredential.TYPE.equals(row.getType()) && EmailCredential.isFromProfile(row));
    }
}
