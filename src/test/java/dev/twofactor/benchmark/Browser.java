package dev.twofactor.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A browser as slim as can be, since it shares the processors with the server: one realm's cookies, forms, redirects,
 * connections that stay open. Pictures, styles and scripts are taken as cached. Not thread-safe.
 */
final class Browser {

    private static final String TRUST = "TWO_FACTOR_TRUST_";
    private static final int MOST_REDIRECTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** Leaves nothing but the cookie of a trusted browser, as a closed window does. */
    void forgetSession() {
        cookies.keySet().removeIf(name -> !name.startsWith(TRUST));
    }

    boolean isTrusted() {
        return cookies.keySet().stream().anyMatch(name -> name.startsWith(TRUST));
    }

    Answer get(String url) {
        return follow(request(URI.create(url)).GET());
    }

    /** Fills these fields into the page's form and sends it. */
    Answer submit(Answer page, Map<String, String> typed) {
        Answer.Form form = page.form(typed);
        return follow(request(URI.create(form.action()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encode(form.fields()))));
    }

    private static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Answer follow(HttpRequest.Builder first) {
        long start = System.nanoTime();
        HttpResponse<String> response = send(first.build());
        for (int hops = 0; response.statusCode() / 100 == 3; hops++) {
            URI next = response.uri()
                    .resolve(response.headers().firstValue("Location").orElseThrow());
            if (next.toString().startsWith(BenchmarkRealm.APPLICATION)) {
                return new Answer(next.toString(), "", next.toString().contains("code="), System.nanoTime() - start);
            }
            if (hops == MOST_REDIRECTS) {
                throw new IllegalStateException("Redirected in a circle: " + next.getPath());
            }
            response = send(request(next).GET().build());
        }
        return new Answer(response.uri().toString(), response.body(), false, System.nanoTime() - start);
    }

    private HttpRequest.Builder request(URI url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("Accept-Language", "en")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0");
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a page", e);
        }
    }

    private void keep(String header) {
        String[] pair = header.split(";", 2)[0].split("=", 2);
        if (header.matches("(?i).*;\\s*Max-Age=0\\b.*")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
