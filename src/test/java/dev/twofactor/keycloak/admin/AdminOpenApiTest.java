package dev.twofactor.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The description of the admin REST names every call that there is, and no other. */
class AdminOpenApiTest {

    private static final String FILE = "/META-INF/two-factor-admin-openapi.yaml";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @Test
    @SuppressWarnings("unchecked")
    void everyCallIsDescribedAndEveryDescribedCallIsThere() throws IOException {
        try (InputStream file = getClass().getResourceAsStream(FILE)) {
            Map<String, Object> document = new Yaml().load(file);
            TreeSet<String> described = new TreeSet<>();
            ((Map<String, Map<String, Object>>) document.get("paths")).forEach((path, item) -> item.keySet().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> described.add(method + " " + path)));
            TreeSet<String> there = new TreeSet<>();
            collect(AdminEndpoint.class, "", there);

            assertThat(described).isEqualTo(there);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() throws IOException {
        try (InputStream file = getClass().getResourceAsStream(FILE)) {
            String text = new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(text);
            Matcher references = Pattern.compile("#/components/(\\w+)/(\\w+)").matcher(text);
            while (references.find()) {
                assertThat(document.get("components").get(references.group(1))).containsKey(references.group(2));
            }
        }
    }

    private static void collect(Class<?> resource, String prefix, Set<String> calls) {
        for (Method method : resource.getDeclaredMethods()) {
            Path own = method.getAnnotation(Path.class);
            String path = own == null ? prefix : prefix + "/" + own.value();
            boolean answers = false;
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    answers = true;
                    calls.add(verb.value().toLowerCase(java.util.Locale.ROOT) + " " + path);
                }
            }
            if (own != null && !answers) {
                collect(method.getReturnType(), path, calls);
            }
        }
    }
}
