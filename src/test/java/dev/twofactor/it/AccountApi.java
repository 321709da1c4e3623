package dev.twofactor.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** What the Account Console reads for a user who has just signed in to the application {@code web}. */
final class AccountApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String realmUrl;
    private final String token;

    /**
     * @param server the server's address
     * @param signedIn the page that led back to the application; its code is spent here
     */
    AccountApi(String server, String realm, Page signedIn) {
        this(server, realm, "web", signedIn);
    }

    /** @param client the application that {@code signedIn} led back to */
    AccountApi(String server, String realm, String client, Page signedIn) {
        this(
                server + "/realms/" + realm,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        client,
                        "redirect_uri",
                        BrowserSession.APPLICATION,
                        "code",
                        signedIn.authorizationCode().orElseThrow()));
    }

    private AccountApi(String realmUrl, Map<String, String> grant) {
        this.realmUrl = realmUrl;
        token = json(BrowserSession.fresh()
                        .post(realmUrl + "/protocol/openid-connect/token", grant)
                        .body())
                .path("access_token")
                .asText();
    }

    /** With a token that the password alone brought, through a client that may ask for it that way. */
    static AccountApi byPassword(String realm, String client, TestUser user) {
        return new AccountApi(
                TestKeycloak.shared().url() + "/realms/" + realm,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        client,
                        "scope",
                        "openid",
                        "username",
                        user.name(),
                        "password",
                        user.password()));
    }

    JsonNode credentials() {
        return json(send("GET", "credentials", "").body());
    }

    /** Any request below the account REST; the answer as it came. */
    HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realmUrl + "/account/" + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the account REST", e);
        }
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("The server answered no JSON", e);
        }
    }
}
