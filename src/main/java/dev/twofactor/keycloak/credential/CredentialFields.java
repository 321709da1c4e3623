package dev.twofactor.keycloak.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.util.JsonSerialization;

/** Reads the JSON in a credential's data, which an import may have written: nothing in it is taken for granted. */
public final class CredentialFields {

    private static final Logger LOG = Logger.getLogger(CredentialFields.class);

    private CredentialFields() {}

    /** A field's text; empty when the row carries none, which is logged and makes the method unusable. */
    public static Optional<String> text(CredentialModel credential, String field) {
        String text = read(credential).path(field).asText("");
        if (text.isEmpty()) {
            LOG.warnf("Credential %s has no readable %s", credential.getId(), field);
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A field's moment, in milliseconds since 1970; empty when the row carries none. */
    public static Optional<Instant> moment(CredentialModel credential, String field) {
        JsonNode moment = read(credential).path(field);
        return moment.canConvertToLong() ? Optional.of(Instant.ofEpochMilli(moment.longValue())) : Optional.empty();
    }

    /** Whether a field is there and {@code true}. */
    public static boolean flag(CredentialModel credential, String field) {
        return read(credential).path(field).asBoolean(false);
    }

    /** A row of this type that is ready to be stored: made now, with these fields and no secret. */
    public static CredentialModel row(String type, Map<String, ?> fields) {
        CredentialModel row = new CredentialModel();
        row.setType(type);
        row.setCreatedDate(Time.currentTimeMillis());
        row.setSecretData("{}");
        try {
            row.setCredentialData(JsonSerialization.writeValueAsString(fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return row;
    }

    private static JsonNode read(CredentialModel credential) {
        try {
            JsonNode data = JsonSerialization.readValue(credential.getCredentialData(), JsonNode.class);
            return data == null ? MissingNode.getInstance() : data;
        } catch (IOException | IllegalArgumentException e) {
            // The parser's words quote what they could not read.
            LOG.debugf("Credential %s has no JSON", credential.getId());
            return MissingNode.getInstance();
        }
    }
}
