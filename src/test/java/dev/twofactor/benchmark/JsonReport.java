package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The figures for programs: medians, and each round by itself. */
final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plan plan;
    private final Figures figures;
    private final Counted counted;
    private final String machine;

    JsonReport(Plan plan, Figures figures, Counted counted, String machine) {
        this.plan = plan;
        this.figures = figures;
        this.counted = counted;
        this.machine = machine;
    }

    /** Writes the plan's file. */
    void write() {
        ObjectNode report = JSON.createObjectNode();
        report.put("plan", plan.name()).put("machine", machine);
        report.put("warmUps", plan.warmUps()).put("rounds", plan.rounds());
        report.put("loginsPerRound", plan.logins()).put("parallel", plan.parallel());
        ObjectNode kinds = report.putObject("kinds");
        for (Kind kind : Kind.values()) {
            kind(kinds.putObject(kind.name()), kind);
        }
        ObjectNode ratios = report.putObject("ratios");
        ratio(ratios.putObject("smsToKeycloakOtp"), Kind.SMS, Kind.KEYCLOAK_OTP);
        ratio(ratios.putObject("emailToKeycloakOtp"), Kind.EMAIL, Kind.KEYCLOAK_OTP);
        ratio(ratios.putObject("trustedToPassword"), Kind.TRUSTED, Kind.PASSWORD);
        try {
            Files.writeString(plan.file(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void kind(ObjectNode node, Kind kind) {
        node.put("cpuMillisPerLogin", rounded(figures.cpuMillisPerLogin(kind)));
        node.put("toKeycloakOtp", rounded(figures.ratio(kind, Kind.KEYCLOAK_OTP)));
        node.put("kilobytesPerLogin", rounded(counted.kilobytes(kind)));
        node.put("statementsPerLogin", rounded(counted.statements(kind)));
        node.put("loginsPerSecond", rounded(figures.loginsPerSecond(kind)));
        numbers(
                node.putArray("cpuMillisPerLoginOfRounds"),
                figures.of(kind).stream().map(Round::cpuMillisPerLogin).toList());
        ObjectNode steps = node.putObject("stepMillis");
        for (Step step : Step.values()) {
            if (figures.has(kind, step)) {
                steps.putObject(step.name())
                        .put("p50", rounded(figures.percentile(kind, step, 50)))
                        .put("p99", rounded(figures.percentile(kind, step, 99)));
            }
        }
    }

    private void ratio(ObjectNode node, Kind kind, Kind base) {
        node.put("median", rounded(figures.ratio(kind, base)));
        numbers(node.putArray("ofRounds"), figures.ratios(kind, base));
    }

    private static void numbers(ArrayNode array, List<Double> values) {
        values.forEach(value -> array.add(rounded(value)));
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
