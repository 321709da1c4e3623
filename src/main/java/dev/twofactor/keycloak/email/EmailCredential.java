package dev.twofactor.keycloak.email;

import dev.twofactor.keycloak.credential.CredentialFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.util.JsonSerialization;

/**
 * The stored form of an address: {@code {"emailAddress":"a@b.c"}} in the credential's data, and no secret. A row that was
 * made from the profile without enrolling also says {@code "fromProfile":true}: it is good only while the profile has
 * this address and it is verified.
 */
public final class EmailCredential {

    public static final String TYPE = "two-factor-email";
    private static final String EMAIL_ADDRESS = "emailAddress";
    private static final String FROM_PROFILE = "fromProfile";

    private EmailCredential() {}

    /** The address; empty when the row carries none, which is logged and makes the method unusable. */
    public static Optional<String> address(CredentialModel credential) {
        return CredentialFields.text(credential, EMAIL_ADDRESS);
    }

    /** Whether nobody enrolled this address: the policy lent it from the profile. */
    public static boolean isFromProfile(CredentialModel credential) {
        return CredentialFields.flag(credential, FROM_PROFILE);
    }

    static CredentialModel fromProfile(String address) {
        CredentialModel row = new CredentialModel();
        row.setType(TYPE);
        row.setCreatedDate(Time.currentTimeMillis());
        row.setSecretData("{}");
        try {
            row.setCredentialData(
                    JsonSerialization.writeValueAsString(Map.of(EMAIL_ADDRESS, address, FROM_PROFILE, true)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row;
    }
}
