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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** One JSON object of a request: small, with known members of the right types, or refused. */
final class Json {

    private static final int LARGEST = 8 * 1024;
    private static final int LONGEST_TEXT = 320;
    /** What a profile keeps of one attribute by default. */
    private static final int LONGEST_VALUE = 2048;

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
        return text(name, LONGEST_TEXT);
    }

    /** The same for longer texts. */
    String text(String name, int longest) {
        return text(name, object.get(name), longest);
    }

    /** A text that may be missing: null then. */
    String textOrNull(String name) {
        return object.has(name) ? text(name) : null;
    }

    /** Texts by name, each of them one or several; empty when there are none. */
    Map<String, List<String>> texts(String name) {
        JsonNode value = object.get(name);
        if (value != null && !value.isObject()) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", name);
        }
        Map<String, List<String>> all = new LinkedHashMap<>();
        if (value != null) {
            value.properties().forEach(entry -> all.put(entry.getKey(), list(name, entry.getValue())));
        }
        return all;
    }

    private static List<String> list(String name, JsonNode value) {
        if (!value.isArray()) {
            return List.of(text(name, value, LONGEST_VALUE));
        }
        return StreamSupport.stream(value.spliterator(), false)
                .map(each -> text(name, each, LONGEST_VALUE))
                .toList();
    }

    private static String text(String name, JsonNode value, int longest) {
        if (value == null
                || !value.isTextual()
                || value.textValue().isEmpty()
                || value.textValue().length() > longest
                || value.textValue().indexOf(0) >= 0) {
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
