package dev.twofactor.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The description of all REST as the server hands it out. */
final class OpenApi {

    private static final String SELF_SERVICE = "/realms/{realm}/two-factor/";
    private static final String ADMIN = "/admin/realms/{realm}/two-factor/";

    private final JsonNode document;

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    /** One call of it. */
    record Operation(String verb, String path, JsonNode body, JsonNode example) {

        boolean isAdministration() {
            return path.startsWith(ADMIN);
        }

        /** Behind {@code two-factor/}. */
        String relativePath() {
            return path.substring((isAdministration() ? ADMIN : SELF_SERVICE).length());
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
                            resolved(body.path("schema")),
                            body.path("example")));
                }
            }
        }
        return operations;
    }

    /** What a reference stands for; anything else as it is. */
    JsonNode resolved(JsonNode node) {
        if (!node.has("$ref")) {
            return node.isNull() ? MissingNode.getInstance() : node;
        }
        return document.at(node.path("$ref").asText().substring(1));
    }
}
