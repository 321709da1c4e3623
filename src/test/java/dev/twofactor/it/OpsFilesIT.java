package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard and the alert rules can be read by those they are for, and ask for nothing that the endpoint does not have. */
class OpsFilesIT {

    private static final Path DASHBOARD = Path.of("ops/grafana-dashboard.json");
    private static final Path RULES = Path.of("ops/alerts.yml");
    private static final Path RUNBOOK = Path.of("docs/runbook.md");
    private static final Pattern METRIC = Pattern.compile("\\b(?:keycloak_two_factor|agroal|jvm|http|vendor)_\\w+");

    private static Set<String> onTheEndpoint;

    @BeforeAll
    static void sendOneMessage() {
        TestRealm realm = TestRealm.create();
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        new CodeInbox(user.phone()).awaitSettled(user);
        onTheEndpoint = Scrape.now().names();
    }

    private static Set<String> metrics(String text) {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(text).results().forEach(name -> names.add(name.group()));
        return names;
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels").forEach(panel -> panel.path("targets")
                .forEach(target -> queries.add(target.path("expr").asText())));
        return queries;
    }

    @Test
    void thePanelsOfTheDashboardAskForFiguresThatExistAndStandBesideEachOther() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());

        assertThat(onTheEndpoint).containsAll(metrics(String.join("\n", queries())));
        assertThat(dashboard.path("title").asText()).isEqualTo("Keycloak Two-Factor");
        Set<String> places = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        dashboard.path("panels").forEach(panel -> {
            assertThat(places.add(panel.path("gridPos").toString())).isTrue();
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotEmpty();
            assertThat(panel.path("targets")).isNotEmpty();
        });
    }

    @Test
    void prometheusUnderstandsEveryQueryOfTheDashboard() throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (String query : queries()) {
            String plain = query.replace("$__rate_interval", "5m").replace("$instance", ".*");
            rules.append("      - record: panel:query:").append(++number).append("\n        expr: '");
            rules.append(plain.replace("'", "''")).append("'\n");
        }
        Path file = Files.createDirectories(Path.of("target/alerts")).resolve("dashboard.yml");
        Files.writeString(file, rules);

        assertThat(Promtool.run("check", "rules", file.toString()).output()).contains(number + " rules found");
    }

    @Test
    void theAlertRulesAreReadAndAskForFiguresThatExist() throws IOException {
        assertThat(Promtool.run("check", "rules", RULES.toString()).exit()).isZero();
        assertThat(onTheEndpoint).containsAll(metrics(Files.readString(RULES)));
    }

    @Test
    void everyAlarmLeadsToItsPlaceInTheRunbookWhoseFiguresExist() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        List<String> leads = Pattern.compile("runbook: docs/runbook.md#([\\w-]+)")
                .matcher(Files.readString(RULES))
                .results()
                .map(lead -> lead.group(1))
                .toList();
        List<String> alerts = Pattern.compile("- alert: (\\w+)")
                .matcher(Files.readString(RULES))
                .results()
                .map(alert -> alert.group(1))
                .toList();

        assertThat(leads).hasSameSizeAs(alerts);
        assertThat(anchors(runbook)).containsAll(leads);
        assertThat(runbook).contains(alerts);
        Set<String> known = new TreeSet<>(onTheEndpoint);
        known.addAll(Scrape.now().ours().keySet());
        assertThat(known).containsAll(metrics(runbook));
    }

    // The commands under these headings are run by tests of their own.
    @Test
    void theCommandsOfTheRunbookAreThereAndItIsOnePage() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        Set<String> commands = anchors(Files.readString(Path.of("docs/admin-commands.md")));
        List<String> named = Pattern.compile("admin-commands\\.md#([\\w-]+)")
                .matcher(runbook)
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(named).hasSizeGreaterThan(4);
        assertThat(commands).containsAll(named);
        assertThat(anchors(Files.readString(Path.of("docs/operations.md")))).contains("database-connections");
        assertThat(runbook.lines().count()).isLessThan(60);
    }

    private static Set<String> anchors(String page) {
        return Pattern.compile("(?m)^##+ (.+)$")
                .matcher(page)
                .results()
                .map(title -> title.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
