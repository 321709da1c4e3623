package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

/** Compares an answer with what the description says of it: no status, and no member, that is not written there. */
final class DocumentedAnswer {

    private final OpenApi description;
    private final OpenApi.Operation operation;

    DocumentedAnswer(OpenApi description, OpenApi.Operation operation) {
        this.description = description;
        this.operation = operation;
    }

    /** One of the answers that have a status of their own. */
    void isGood(SelfService.Answer answer) {
        JsonNode documented = operation.answers().path(String.valueOf(answer.status()));
        assertThat(documented.isObject()).as("%s: %s", operation, answer).isTrue();
        JsonNode content = description.resolved(documented).path("content");
        if (content.isMissingNode()) {
            assertThat(answer.http().body()).as(operation.toString()).isEmpty();
            return;
        }
        String type = content.fieldNames().next();
        assertThat(answer.header("Content-Type")).as(operation.toString()).startsWith(type);
        if (!type.equals("application/yaml")) {
            matches(content.path(type).path("schema"), answer);
        }
    }

    /** The refusal that every call has. */
    void isRefusal(SelfService.Answer answer) {
        assertThat(answer.refusal()).as(operation.toString()).matches("4\\d\\d [a-z_]+");
        JsonNode documented = description.resolved(operation.answers().path("default"));
        matches(documented.path("content").path("application/problem+json").path("schema"), answer);
    }

    private void matches(JsonNode schema, SelfService.Answer answer) {
        ObjectNode root = schema.deepCopy();
        root.set("components", description.document().path("components").deepCopy());
        closed(root);
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(root)
                        .validate(answer.json()))
                .as("%s: %s", operation, answer)
                .isEmpty();
    }

    // A member that nobody described would be promised to nobody.
    private static void closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(DocumentedAnswer::closed);
    }
}
