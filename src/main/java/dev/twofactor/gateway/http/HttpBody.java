package dev.twofactor.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A body as its template says. Values are put into the read template, not into its text: nothing in them can break out. */
interface HttpBody {

    String BODY = "body";

    /** How the vendor reads it. */
    enum Kind {
        /** application/json */
        JSON,
        /** application/x-www-form-urlencoded */
        FORM
    }

    String contentType();

    String fill(Placeholders values);

    static HttpBody from(Settings settings) {
        String template = settings.text(BODY);
        if (template == null) {
            throw new SettingException(BODY, "a template with {to} or {digits}, and {text}, is expected");
        }
        Set<String> allowed = new HashSet<>(Placeholders.OF_MESSAGE);
        allowed.addAll(Placeholders.OF_ACCOUNT);
        Placeholders.check(BODY, template, allowed);
        if (!template.contains("{text}") || !(template.contains("{to}") || template.contains("{digits}"))) {
            throw new SettingException(BODY, "{text} must stand in it, and {to} or {digits}");
        }
        return settings.choice("body-type", Kind.JSON) == Kind.JSON ? Json.of(template) : Form.of(template);
    }

    /** A JSON document in whose texts names stand. */
    record Json(JsonNode template) implements HttpBody {

        private static final ObjectMapper STRICT = new ObjectMapper()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

        static Json of(String template) {
            try {
                return new Json(STRICT.readTree(template));
            } catch (JsonProcessingException e) {
                throw new SettingException(BODY, "is no JSON; names such as {text} stand within quotes");
            }
        }

        @Override
        public String contentType() {
            return "application/json";
        }

        @Override
        public String fill(Placeholders values) {
            return fill(template, values).toString();
        }

        private static JsonNode fill(JsonNode node, Placeholders values) {
            if (node.isTextual()) {
                return JsonNodeFactory.instance.textNode(values.fill(node.textValue(), UnaryOperator.identity()));
            }
            if (node.isArray()) {
                ArrayNode filled = JsonNodeFactory.instance.arrayNode();
                node.forEach(part -> filled.add(fill(part, values)));
                return filled;
            }
            if (node.isObject()) {
                ObjectNode filled = JsonNodeFactory.instance.objectNode();
                node.properties().forEach(field -> filled.set(field.getKey(), fill(field.getValue(), values)));
                return filled;
            }
            return node;
        }
    }

    /** Fields of a form, written as they go over the wire; names stand in their values. */
    record Form(List<Field> fields) implements HttpBody {

        /** One field, decoded. */
        record Field(String name, String value) {}

        static Form of(String template) {
            List<Field> fields = new ArrayList<>();
            for (String part : template.split("&", -1)) {
                int equals = part.indexOf('=');
                if (equals < 1) {
                    throw new SettingException(BODY, "name=value is expected, several separated by &");
                }
                fields.add(new Field(decode(part.substring(0, equals)), decode(part.substring(equals + 1))));
            }
            return new Form(List.copyOf(fields));
        }

        private static String decode(String part) {
            try {
                return URLDecoder.decode(part, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new SettingException(BODY, "a percent sign is written as %25");
            }
        }

        @Override
        public String contentType() {
            return "application/x-www-form-urlencoded";
        }

        @Override
        public String fill(Placeholders values) {
            return String.join(
                    "&",
                    fields.stream()
                            .map(field -> encode(field.name()) + "="
                                    + encode(values.fill(field.value(), UnaryOperator.identity())))
                            .toList());
        }

        private static String encode(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
