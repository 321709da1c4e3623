package dev.twofactor.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Carries requests to the admin REST with a token that is renewed when it is old or refused. */
final class AdminConnection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long TOKEN_AGE_NANOS = Duration.ofSeconds(30).toNanos();

    private final String url;
    private String token = "";
    private long tokenSince;

    AdminConnection(String url) {
        this.url = url;
    }

    /**
     * A good answer.
     *
     * @param body missing node where there was none
     * @param location empty where there was none
     */
    record Answer(JsonNode body, String location) {

        /** The id of what a POST made. */
        String createdId() {
            return location.substring(location.lastIndexOf('/') + 1);
        }
    }

    /** Sends a request below {@code /admin/realms}; the body may be null. */
    Answer send(String method, String path, JsonNode body) {
        HttpResponse<String> response = attempt(method, path, body);
        if (response.statusCode() == 401) {
            // The test moved the server's clock past the token's end.
            forgetToken();
            response = attempt(method, path, body);
        }
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        String location = response.headers().firstValue("Location").orElse("");
        return new Answer(parse(response.body()), location);
    }

    private HttpResponse<String> attempt(String method, String path, JsonNode body) {
        HttpRequest.BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        return exchange(HttpRequest.newBuilder(URI.create(url + "/admin/realms" + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build());
    }

    private synchronized void forgetToken() {
        token = "";
    }

    private synchronized String token() {
        if (token.isEmpty() || System.nanoTime() - tokenSince > TOKEN_AGE_NANOS) {
            HttpResponse<String> response =
                    exchange(HttpRequest.newBuilder(URI.create(url + "/realms/master/protocol/openid-connect/token"))
                            .timeout(PATIENCE)
                            .header("Content-Type", BrowserSession.FORM)
                            .POST(BodyPublishers.ofString(
                                    "grant_type=password&client_id=admin-cli&username=admin&password=admin"))
                            .build());
            token = parse(response.body()).path("access_token").asText();
            tokenSince = System.nanoTime();
        }
        return token;
    }

    private static HttpResponse<String> exchange(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the admin REST", e);
        }
    }

    private static JsonNode parse(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("The admin REST answered no JSON", e);
        }
    }
}
