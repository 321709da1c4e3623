package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What the applications ask for themselves, without a browser. Thread-safe. */
final class Applications {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private final String protocol;
    private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();

    Applications(String server) {
        this.protocol = server + "/realms/" + BenchmarkRealm.NAME + "/protocol/openid-connect/";
    }

    private record Session(String client, String refreshToken) {}

    /** Turns what the browser brought back into tokens, as an application's server does. */
    void redeem(String client, String arrivedAt) {
        String code = arrivedAt.replaceFirst(".*[?&]code=([^&]+).*", "$1");
        String body = post(
                "token",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        client,
                        "redirect_uri",
                        BenchmarkRealm.APPLICATION,
                        "code",
                        code));
        sessions.add(new Session(client, refreshToken(body)));
    }

    /** Signs everybody out again, so that no round runs with the sessions of those before it. */
    void endSessions() {
        for (Session session = sessions.poll(); session != null; session = sessions.poll()) {
            post("logout", Map.of("client_id", session.client(), "refresh_token", session.refreshToken()));
        }
    }

    private String post(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(protocol + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static String refreshToken(String body) {
        try {
            return JSON.readTree(body).path("refresh_token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException(response.uri().getPath() + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the server", e);
        }
    }
}
