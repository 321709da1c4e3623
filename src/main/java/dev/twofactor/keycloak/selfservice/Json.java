package dev.twofactor.keycloak.selfservice;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Set;

/** One JSON object of a request: small, with known members of the right types, or refused. */
final class Json {

    private static final int LARGEST = 8 * 1024;
    private static final int LONGEST_TEXT = 320;
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private final JsonNode object;

    private Json(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads a body.
     *
     * @param type the request's media type; null when it has none
     * @param members all that may be there
     */
    static Json read(InputStream body, MediaType type, Set<String> members) {
        if (type == null || !MediaType.APPLICATION_JSON_TYPE.isCompatible(type)) {
            throw new Problem(Problem.Kind.NOT_JSON);
        }
        JsonNode object = parse(bounded(body));
        if (object == null || !object.isObject()) {
            throw new Problem(Problem.Kind.MALFORMED);
        }
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!members.contains(name)) {
                throw new Problem(Problem.Kind.BAD_FIELD)
                        .with("field", name.length() > 64 ? name.substring(0, 64) : name);
            }
        }
        return new Json(object);
    }

    private static byte[] bounded(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Problem(Problem.Kind.TOO_LARGE);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (IOException e) {
            // The parser's words quote what it read.
            throw new Problem(Problem.Kind.MALFORMED);
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** A text; refused when it is missing, empty, too long or something else. */
    String text(String name) {
        JsonNode value = object.get(name);
        if (value == null
                || !value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > LONGEST_TEXT) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", name);
        }
        return value.textValue();
    }

    /** True or false; refused when it is missing or something else. */
    boolean flag(String name) {
        JsonNode value = object.get(name);
        if (value == null || !value.isBoolean()) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", name);
        }
        return value.booleanValue();
    }

    static String write(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
