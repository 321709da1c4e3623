package dev.twofactor.keycloak.sms;

import dev.twofactor.keycloak.credential.CredentialFields;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;

/** The stored form of a phone: {@code {"phoneNumber":"+14155550101"}} in the credential's data, and no secret. */
public final class SmsCredential {

    public static final String TYPE = "two-factor-sms";
    private static final String PHONE_NUMBER = "phoneNumber";

    private SmsCredential() {}

    /** The number in E.164 form; empty when the row carries none, which is logged and makes the method unusable. */
    public static Optional<String> phoneNumber(CredentialModel credential) {
        return CredentialFields.text(credential, PHONE_NUMBER);
    }
}
