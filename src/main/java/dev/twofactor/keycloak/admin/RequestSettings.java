package dev.twofactor.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads settings out of a request's JSON object: text, numbers and booleans as they are, arrays joined by commas. */
final class RequestSettings {

    private static final int MOST_KEYS = 100;
    private static final int LONGEST_VALUE = 2000;

    private RequestSettings() {}

    /** Key to value; an empty value stands for null or an empty text, which take a setting away. */
    static Map<String, String> of(JsonNode body) {
        if (body == null || !body.isObject() || body.size() > MOST_KEYS) {
            throw AdminError.badRequest(null, "a JSON object of settings is expected");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        body.properties().forEach(field -> settings.put(field.getKey(), bounded(field.getKey(), field.getValue())));
        return settings;
    }

    private static String bounded(String key, JsonNode value) {
        String text = text(key, value);
        if (text.length() > LONGEST_VALUE) {
            throw AdminError.badRequest(shown(key), "is longer than " + LONGEST_VALUE + " characters");
        }
        if (text.codePoints().anyMatch(RequestSettings::isUnprintable)) {
            throw AdminError.badRequest(shown(key), shown(key) + ": control characters cannot be used");
        }
        return text;
    }

    // Halves of a character too: no database stores them.
    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE;
    }

    private static String text(String key, JsonNode value) {
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(part -> parts.add(scalar(key, part)));
            return String.join(",", parts);
        }
        return scalar(key, value);
    }

    private static String scalar(String key, JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (!value.isValueNode()) {
            throw AdminError.badRequest(
                    shown(key), shown(key) + ": a text, number, boolean, or an array of them is expected");
        }
        return value.asText().strip();
    }

    /** A key that came with a request, short enough for an answer. */
    static String shown(String key) {
        return key.length() > 80 ? key.substring(0, 80) : key;
    }
}
