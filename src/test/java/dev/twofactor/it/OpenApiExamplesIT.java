package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of the description is made with the example that stands there, and answers as it stands there. */
class OpenApiExamplesIT {

    private static ExampleCalls calls;
    private static OpenApi description;

    @BeforeAll
    static void readDescription() {
        prepare();
    }

    // JUnit asks for the operations before it runs anything.
    private static synchronized OpenApi prepare() {
        if (description == null) {
            calls = new ExampleCalls();
            description = OpenApi.of(calls.realm());
        }
        return description;
    }

    static List<OpenApi.Operation> operations() {
        return prepare().operations();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void isAnsweredAsItIsDescribed(OpenApi.Operation operation) {
        new DocumentedAnswer(description, operation).isGood(calls.make(operation));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void isRefusedAsItIsDescribed(OpenApi.Operation operation) {
        if (operation.path().endsWith("openapi.yaml")) {
            assertThat(new SelfService(calls.realm(), null).get("openapi.yaml").status())
                    .isEqualTo(200);
            return;
        }
        String path = operation.relativePath().replaceAll("\\{[a-z]+}", "any");
        String body =
                operation.example().isMissingNode() ? null : operation.example().toString();
        SelfService nobody = new SelfService(calls.realm(), null);

        new DocumentedAnswer(description, operation).isRefusal(nobody.does(operation, path, body));
    }
}
