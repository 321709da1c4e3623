package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Requests made from the OpenAPI file, right and wrong in all its places: the same ones in every run. */
class RestFuzzIT {

    private static final int REQUESTS = 2_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "null",
            "'",
            "\"",
            "%00",
            "../..",
            "\u0000",
            "\ud83d\ude00",
            "٣٤٥",
            "<script>",
            "${x}",
            "a".repeat(300),
            "-1");
    private static final List<String> SETTINGS = List.of(
            "type",
            "title",
            "enabled",
            "priority",
            "api-url",
            "account-sid",
            "requirement",
            "methods",
            "code-length",
            "required-roles",
            "trust-days",
            "enrolled-after",
            "countries",
            "spend-per-day");
    private static final List<String> SETTING_VALUES =
            List.of("twilio", "log", "true", "7", "sms", "required", "2026-01-01T00:00:00Z", "US,DE", "-3", "1e9");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random = new Random(20260923);
    private final TestRealm realm = TestRealm.createWithSetUp();
    private final TestUser user = realm.newUserWithoutPhone();
    private final TestUser stranger = realm.newUser();
    private final SelfService api =
            new SelfService(realm, TokenEndpoint.of(realm, "app").tokenOf(user));
    private final List<String> ids = new ArrayList<>(List.of(
            "none", user.id(), realm.credentials(stranger).path(1).path("id").asText()));

    private final RegisteringApp shop = RegisteringApp.of(realm, "shop-server");
    private final TestRealm administered = TestRealm.createWithSetUp();
    private SelfService admin = newAdmin();

    @Test
    void noRequestBreaksTheServerAndEveryRefusalHasTheOneShape() throws IOException {
        OpenApi description = OpenApi.of(realm);
        List<OpenApi.Operation> operations = description.operations();
        Set<String> codes = codes(description, "/components/schemas/Problem");
        Set<String> adminCodes =
                codes(description, "/components/responses/AdminRefusal/content/application~1problem+json/schema");
        int accepted = 0;
        List<String> broken = new ArrayList<>();

        for (int i = 0; i < REQUESTS; i++) {
            OpenApi.Operation operation = operations.get(random.nextInt(operations.size()));
            String path = path(operation);
            String body = operation.body().isMissingNode() ? null : body(operation.body());
            SelfService.Answer answer = send(i, operation, path, body);

            if (answer.status() >= 500) {
                broken.add("request %d: %s %s %s: %s".formatted(i, operation, path, body, answer));
                continue;
            }
            if (answer.status() < 400) {
                accepted++;
                remember(answer);
            } else {
                assertThat(answer.refusal())
                        .as("request %d: %s %s %s", i, operation, path, body)
                        .matches("4\\d\\d [a-z_]+");
                assertThat(operation.isAdministration() ? adminCodes : codes).contains(answer.text("code"));
            }
        }

        assertThat(broken).isEmpty();
        assertThat(accepted).as("a fuzzer that is always refused proves little").isGreaterThan(REQUESTS / 20);
        assertThat(realm.credentials(user)).hasSize(1);
        assertThat(realm.credentials(stranger)).hasSize(2);
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isLessThanOrEqualTo(10);
    }

    private static Set<String> codes(OpenApi description, String schema) {
        return StreamSupport.stream(
                        description
                                .document()
                                .at(schema + "/properties/code/enum")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
    }

    private SelfService.Answer send(int i, OpenApi.Operation operation, String path, String body) {
        if (operation.isAdministration()) {
            // An admin's token is good for a minute.
            admin = i % 50 == 0 || admin == null ? newAdmin() : admin;
            SelfService.Answer answer = admin.does(operation, path, body);
            admin = answer.status() == 401 ? null : admin;
            return answer;
        }
        boolean registers = operation.relativePath().startsWith("users") || oneIn(3);
        return (registers ? shop.api() : api).does(operation, path, body);
    }

    private SelfService newAdmin() {
        return new SelfService(administered, AdminAs.server().freshToken());
    }

    private String path(OpenApi.Operation operation) {
        String id = oneIn(4) ? inAddress(any(ODD_TEXTS)) : any(ids);
        String path = operation.relativePath().replaceAll("\\{[a-z]+}", encode(id.isBlank() ? "x" : id));
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.query()) {
            if (oneIn(2)) {
                query.add(parameter.path("name").asText() + "="
                        + encode(inAddress(oneIn(3) ? any(ODD_TEXTS) : value(parameter))));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private String value(JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        return schema.path("type").asText().equals("integer")
                ? String.valueOf(random.nextInt(5))
                : value(parameter.path("name").asText(), schema).asText();
    }

    // Keycloak itself refuses a NUL there, and paths that lead upwards.
    private static String inAddress(String text) {
        return text.replace("..", "dots").replace("/", "-").replace("\u0000", "-");
    }

    private String body(JsonNode schema) throws IOException {
        if (oneIn(12)) {
            return any(List.of("", "{", "[]", "null", "7", "\"x\"", "{\"a\":", "{}{}", "\u0000", "{\"on\":1e999}"));
        }
        ObjectNode body = NODES.objectNode();
        if (schema.path("additionalProperties").asBoolean()) {
            body.set(any(SETTINGS), oneIn(3) ? odd() : NODES.textNode(any(SETTING_VALUES)));
        }
        for (var property : schema.path("properties").properties()) {
            if (!oneIn(6)) {
                body.set(property.getKey(), oneIn(6) ? odd() : value(property.getKey(), property.getValue()));
            }
        }
        if (oneIn(10)) {
            body.set(any(ODD_TEXTS), odd());
        }
        return JSON.writeValueAsString(body);
    }

    private JsonNode value(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        if (schema.path("type").asText().equals("boolean")) {
            return NODES.booleanNode(random.nextBoolean());
        }
        return NODES.textNode(
                switch (name) {
                    case "destination", "to" -> oneIn(2) ? PhoneNumbers.next() : MailAddresses.next();
                    case "country" -> any(List.of("US", "DE", "xx", "ZZ"));
                    // Seven digits: never the code that was sent.
                    case "code" -> String.valueOf(1_000_000 + random.nextInt(1_000_000));
                    default -> any(ODD_TEXTS);
                });
    }

    private JsonNode odd() {
        return switch (random.nextInt(6)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextLong());
            case 2 -> NODES.arrayNode().add(1).add("x");
            case 3 -> NODES.objectNode().put("a", true);
            case 4 -> NODES.booleanNode(true);
            default -> NODES.textNode(any(ODD_TEXTS));
        };
    }

    // What exists by now is a better id than any made up.
    private void remember(SelfService.Answer answer) {
        if (answer.header("Content-Type").startsWith("application/json")
                && answer.json().has("id")) {
            ids.add(answer.text("id"));
        }
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
