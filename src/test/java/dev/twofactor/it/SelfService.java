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
import java.util.function.UnaryOperator;

/** What an application sends to the self-service REST with one access token. Thread-safe. */
final class SelfService {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String deliveryUrl;
    private final String adminUrl;
    private final String token;
    private UnaryOperator<URI> route = UnaryOperator.identity();

    /** @param token null to send none */
    SelfService(TestRealm realm, String token) {
        this.url = realm.url() + "/two-factor/";
        this.deliveryUrl = realm.url() + "/two-factor-delivery/";
        this.adminUrl = realm.url().replace("/realms/", "/admin/realms/") + "/two-factor/";
        this.token = token;
    }

    /** Sets where each request really goes, as a load balancer would choose. */
    SelfService through(UnaryOperator<URI> balancer) {
        route = balancer;
        return this;
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    /** A call of the admin REST with the same token. */
    Answer administers(String method, String path, String body, String... headers) {
        return sendTo(adminUrl + path, method, body, headers);
    }

    /** A call below {@code two-factor-delivery/}, with the same token. */
    Answer delivers(String method, String path, String body, String... headers) {
        return sendTo(deliveryUrl + path, method, body, headers);
    }

    /** A call that the description names, wherever it is. */
    Answer does(OpenApi.Operation operation, String relativePath, String body) {
        String base =
                switch (operation.area()) {
                    case SELF_SERVICE -> url;
                    case DELIVERY -> deliveryUrl;
                    case ADMIN -> adminUrl;
                };
        return sendTo(base + relativePath, operation.verb(), body);
    }

    /** @param headers names and values in turn; they go before the usual ones */
    Answer send(String method, String path, String body, String... headers) {
        return sendTo(url + path, method, body, headers);
    }

    private Answer sendTo(String address, String method, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(route.apply(URI.create(address)))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the self-service REST", e);
        }
    }

    /** One answer. */
    record Answer(HttpResponse<String> http) {

        int status() {
            return http.statusCode();
        }

        String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return http.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(http.body());
            } catch (JsonProcessingException e) {
                throw new AssertionError("The self-service REST answered no JSON", e);
            }
        }

        String text(String member) {
            return json().path(member).asText();
        }

        /** Status and stable code of a refusal, in the one shape of all; anything else is told as it is. */
        String refusal() {
            boolean shaped = header("Content-Type").startsWith("application/problem+json")
                    && json().path("status").asInt() == status()
                    && !text("title").isBlank()
                    && text("type").equals("urn:two-factor:problem:" + text("code"));
            return shaped ? status() + " " + text("code") : status() + " " + header("Content-Type") + " " + http.body();
        }

        @Override
        public String toString() {
            return status() + " " + http.body();
        }
    }
}
