package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The admin's page shows every call that there is, by both commands, and each is run by a test. */
class CommandPageTest {

    private static final Pattern CURL = Pattern.compile("\"\\$ADMIN/([^\"?]*)");
    private static final Pattern KCADM = Pattern.compile("kcadm\\.sh (\\w+) \"?two-factor/([^\" ]*)");
    private static final Map<String, String> VERBS =
            Map.of("get", "get", "create", "post", "update", "put", "delete", "delete");

    private final CommandPage page = CommandPage.read();

    @Test
    void everyDescribedCallIsOnThePageAndNoOther() throws IOException {
        TreeSet<String> curl = new TreeSet<>();
        TreeSet<String> kcadm = new TreeSet<>();
        for (String heading : page.headings()) {
            assertThat(page.below(heading)).as(heading).hasSize(2);
            curl.add(ofCurl(page.below(heading).get(0)));
            kcadm.add(ofKcadm(page.below(heading).get(1)));
        }

        assertThat(curl).isEqualTo(described());
        assertThat(kcadm).isEqualTo(described());
    }

    @Test
    void everyCommandIsRunByATest() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/dev/twofactor/it"))) {
            StringBuilder tests = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith("IT.java")).toList()) {
                tests.append(Files.readString(file));
            }
            assertThat(page.headings().stream().filter(heading -> tests.indexOf("\"" + heading + "\"") < 0))
                    .isEmpty();
        }
    }

    private static String ofCurl(String command) {
        Matcher path = CURL.matcher(command);
        assertThat(path.find()).as(command).isTrue();
        Matcher verb = Pattern.compile("-X (\\w+)").matcher(command);
        return (verb.find() ? verb.group(1).toLowerCase(Locale.ROOT) : "get") + " " + pattern(path.group(1));
    }

    private static String ofKcadm(String command) {
        Matcher call = KCADM.matcher(command);
        assertThat(call.find()).as(command).isTrue();
        return VERBS.get(call.group(1)) + " " + pattern(call.group(2));
    }

    private static String pattern(String path) {
        return path.replaceAll("\\$\\w+", "{}");
    }

    @SuppressWarnings("unchecked")
    private static TreeSet<String> described() throws IOException {
        try (InputStream file = CommandPageTest.class.getResourceAsStream("/META-INF/two-factor-admin-openapi.yaml")) {
            Map<String, Object> document = new Yaml().load(file);
            Set<String> verbs = Set.copyOf(VERBS.values());
            return ((Map<String, Map<String, Object>>) document.get("paths"))
                    .entrySet().stream()
                            .flatMap(path -> path.getValue().keySet().stream()
                                    .filter(verbs::contains)
                                    .map(verb -> verb + " "
                                            + path.getKey().substring(1).replaceAll("\\{\\w+}", "{}")))
                            .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
