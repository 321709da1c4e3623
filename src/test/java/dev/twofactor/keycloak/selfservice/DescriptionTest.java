package dev.twofactor.keycloak.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One description has all of self-service and all of administration. */
class DescriptionTest {

    private static final String BASE = "/realms/{realm}/two-factor";
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void everyPathOfBothFilesIsInItAndNoOther() throws IOException {
        Set<String> expected = new TreeSet<>();
        file("two-factor-openapi.yaml").path("paths").fieldNames().forEachRemaining(expected::add);
        file("two-factor-admin-openapi.yaml")
                .path("paths")
                .fieldNames()
                .forEachRemaining(path -> expected.add("/admin" + BASE + path));
        Set<String> served = new TreeSet<>();
        JsonNode paths = document().path("paths");
        paths.fieldNames().forEachRemaining(served::add);

        assertThat(served).isEqualTo(expected).hasSizeGreaterThan(20);
        assertThat(paths)
                .allSatisfy(path -> assertThat(path.findValuesAsText("name")).contains("realm"));
        assertThat(paths.path("/admin" + BASE + "/policy").path("put").isObject())
                .isTrue();
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        JsonNode document = document();
        Matcher references = Pattern.compile("#(/components/\\w+/\\w+)").matcher(Description.text());
        int found = 0;
        while (references.find()) {
            assertThat(document.at(references.group(1)).isMissingNode())
                    .as(references.group())
                    .isFalse();
            found++;
        }
        assertThat(found).isGreaterThan(50);
    }

    @Test
    void everyCodeOfARefusalIsNamed() throws IOException {
        Set<String> kinds = Arrays.stream(Problem.Kind.values())
                .map(Problem.Kind::code)
                .collect(Collectors.toCollection(TreeSet::new));
        // Said by whoever has no turn.
        kinds.add("busy");

        assertThat(document().at("/components/schemas/Problem/properties/code/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void everyCallThatHasABodyHasAnExample() throws IOException {
        document().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream())
                .map(verb -> verb.getValue().path("requestBody"))
                .filter(JsonNode::isObject)
                .forEach(body -> assertThat(
                                body.at("/content/application~1json/example").isMissingNode())
                        .as(body.toString())
                        .isFalse());
    }

    private static JsonNode document() throws IOException {
        return YAML.readTree(Description.text());
    }

    private static JsonNode file(String name) throws IOException {
        return YAML.readTree(DescriptionTest.class.getResourceAsStream("/META-INF/" + name));
    }
}
