package dev.twofactor.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The description of all REST as the server hands it out. */
final class OpenApi {

    private final JsonNode document;

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    /** Where a call is. */
    enum Area {
        SELF_SERVICE("/realms/{realm}/two-factor/"),
        DELIVERY("/realms/{realm}/two-factor-delivery/"),
        ADMIN("/admin/realms/{realm}/two-factor/");

        private final String base;

        Area(String base) {
            this.base = base;
        }
    }

    /**
     * One call of it.
     *
     * @param query its query parameters, resolved
     * @param body the schema of its body; missing where it has none
     * @param example the body that the description shows; missing where it shows none
     * @param answers what it answers, by status
     */
    record Operation(
            String verb, String path, List<JsonNode> query, JsonNode body, JsonNode example, JsonNode answers) {

        Area area() {
            return Stream.of(Area.values())
                    .filter(each -> path.startsWith(each.base))
                    .findFirst()
                    .orElseThrow();
        }

        boolean isAdministration() {
            return area() == Area.ADMIN;
        }

        /** Behind what is the same in its area. */
        String relativePath() {
            return path.substring(area().base.length());
        }

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    static OpenApi of(TestRealm realm) {
        try {
            return new OpenApi(new YAMLMapper()
                    .readTree(new SelfService(realm, null)
                            .get("openapi.yaml")
                            .http()
                            .body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (var path : document.path("paths").properties()) {
            for (var verb : path.getValue().properties()) {
                if (!verb.getKey().equals("parameters")) {
                    JsonNode body =
                            resolved(verb.getValue().path("requestBody")).at("/content/application~1json");
                    operations.add(new Operation(
                            verb.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            query(verb.getValue()),
                            resolved(body.path("schema")),
                            body.path("example"),
                            verb.getValue().path("responses")));
                }
            }
        }
        return operations;
    }

    private List<JsonNode> query(JsonNode operation) {
        List<JsonNode> all = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> all.add(resolved(parameter)));
        return all.stream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .toList();
    }

    /** What a reference stands for; anything else as it is. */
    JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node.isNull() ? MissingNode.getInstance() : node;
        }
        return document.at(node.path("$ref").asText().substring(1));
    }
}
