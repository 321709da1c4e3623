package dev.twofactor.keycloak.sms;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.credential.CredentialModel;
import org.keycloak.util.JsonSerialization;

/** The stored form of a phone: {@code {"phoneNumber":"+14155550101"}} in the credential's data, and no secret. */
public final class SmsCredential {

    public static final String TYPE = "two-factor-sms";
    private static final Logger LOG = Logger.getLogger(SmsCredential.class);
    private static final String PHONE_NUMBER = "phoneNumber";

    private SmsCredential() {}

    /** The number in E.164 form; empty when the row carries none, which is logged and makes the method unusable. */
    public static Optional<String> phoneNumber(CredentialModel credential) {
        try {
            JsonNode data = JsonSerialization.readValue(credential.getCredentialData(), JsonNode.class);
            String number = data.path(PHONE_NUMBER).asText("");
            return number.isEmpty() ? Optional.empty() : Optional.of(number);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("Credential %s has no readable %s", credential.getId(), PHONE_NUMBER);
            return Optional.empty();
        }
    }
}
