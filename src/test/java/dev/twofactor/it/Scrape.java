package dev.twofactor.it;

import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server's (mostly the shared one's) metrics endpoint said at one moment, as Prometheus would read it. */
final class Scrape {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern TAG = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern TIMER = Pattern.compile("(.*_seconds)_(bucket|count|sum|max)");

    private final Map<String, Double> series;

    private Scrape(Map<String, Double> series) {
        this.series = series;
    }

    static Scrape now() {
        return of(TestKeycloak.shared().server());
    }

    static Scrape of(KeycloakServer server) {
        int port = server.managementPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .header("Accept", "text/plain")
                .build();
        try {
            return of(HTTP.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new AssertionError("the metrics could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static Scrape of(String text) {
        Map<String, Double> series = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            int space = line.lastIndexOf(' ');
            series.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
        return new Scrape(series);
    }

    /** Every series with its value, as they came. */
    Map<String, Double> series() {
        return series;
    }

    /** The sum of all series of a name whose line has all these texts, such as {@code channel="sms"}. */
    double sum(String name, String... tags) {
        return series.entrySet().stream()
                .filter(one -> name(one.getKey()).equals(name))
                .filter(one -> Set.of(tags).stream().allMatch(one.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The names of all series. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        series.keySet().forEach(one -> names.add(name(one)));
        return names;
    }

    /** Our metrics and the names of their tags; what belongs to one timer is one metric. */
    Map<String, Set<String>> ours() {
        Map<String, Set<String>> ours = new TreeMap<>();
        for (String one : series.keySet()) {
            if (one.startsWith("keycloak_two_factor_")) {
                Matcher timer = TIMER.matcher(name(one));
                Set<String> tags =
                        ours.computeIfAbsent(timer.matches() ? timer.group(1) : name(one), metric -> new TreeSet<>());
                TAG.matcher(one).results().map(tag -> tag.group(1)).forEach(tags::add);
                tags.remove("le");
            }
        }
        return ours;
    }

    private static String name(String one) {
        int brace = one.indexOf('{');
        return brace < 0 ? one : one.substring(0, brace);
    }
}
