package dev.twofactor.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** One admin at our admin REST, who is also shown refusals. */
final class AdminAs {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String home;
    private final String name;
    private final String password;
    private String token = "";

    private AdminAs(String home, String name, String password) {
        this.home = home;
        this.name = name;
        this.password = password;
    }

    /** The server's first admin. */
    static AdminAs server() {
        return new AdminAs("master", "admin", "admin");
    }

    /** A user of a realm, with whatever roles that has. */
    static AdminAs user(String realm, String name, String password) {
        return new AdminAs(realm, name, password);
    }

    /** A new user of a realm with these roles of {@code realm-management}. */
    static AdminAs withRoles(TestRealm realm, String... roles) {
        TestUser user = newAdmin(realm, roles);
        return new AdminAs(realm.name(), user.name(), user.password());
    }

    /** The same as a user, who may sign in with any application. */
    static TestUser newAdmin(TestRealm realm, String... roles) {
        AdminApi api = TestKeycloak.shared().admin();
        TestUser user = realm.newUserWithoutPhone();
        String client = api.get("/" + realm.name() + "/clients?clientId=realm-management")
                .path(0)
                .path("id")
                .asText();
        ArrayNode mapped = JSON.createArrayNode();
        for (String role : roles) {
            mapped.add(api.get("/" + realm.name() + "/clients/" + client + "/roles/" + role));
        }
        api.send("POST", "/" + realm.name() + "/users/" + user.id() + "/role-mappings/clients/" + client, mapped);
        return user;
    }

    /**
     * What came back.
     *
     * @param text the body as it is
     */
    record Answer(int status, String text) {

        JsonNode json() {
            try {
                return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("No JSON: " + text, e);
            }
        }

        /** The body of an answer that must be good. */
        JsonNode good() {
            if (status / 100 != 2) {
                throw new AssertionError(status + ": " + text);
            }
            return json();
        }

        String field() {
            return json().path("field").asText();
        }

        String message() {
            return json().path("errorMessage").asText();
        }
    }

    static ObjectNode json() {
        return JSON.createObjectNode();
    }

    /** A request below {@code /admin/realms/{realm}/two-factor/}. */
    Answer send(String method, String realm, String path, JsonNode body) {
        return sendTo(method, "/" + realm + "/two-factor/" + path, body);
    }

    /** A request below {@code /admin/realms}. */
    Answer sendTo(String method, String path, JsonNode body) {
        if (!token.isEmpty()) {
            Answer answer = attempt(method, path, body);
            if (answer.status() != 401) {
                return answer;
            }
        }
        // None yet, or a test moved the server's clock past its end.
        token = fetchToken();
        return attempt(method, path, body);
    }

    private Answer attempt(String method, String path, JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(TestKeycloak.shared().url() + "/admin/realms" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        return exchange(request.build());
    }

    /** An access token for a program that is no part of the tests. */
    String freshToken() {
        return fetchToken();
    }

    private String fetchToken() {
        String url = TestKeycloak.shared().url() + "/realms/" + home + "/protocol/openid-connect/token";
        Answer answer = exchange(HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", BrowserSession.FORM)
                .POST(BodyPublishers.ofString(
                        "grant_type=password&client_id=admin-cli&username=" + name + "&password=" + password))
                .build());
        return answer.good().path("access_token").asText();
    }

    private static Answer exchange(HttpRequest request) {
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the admin REST", e);
        }
    }
}
