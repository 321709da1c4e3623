package dev.twofactor.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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
        realmUrl = server + "/realms/" + realm;
        Map<String, String> grant = Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "web",
                "redirect_uri",
                BrowserSession.APPLICATION,
                "code",
                signedIn.authorizationCode().orElseThrow());
        token = json(BrowserSession.fresh()
                        .post(realmUrl + "/protocol/openid-connect/token", grant)
                        .body())
                .path("access_token")
                .asText();
    }

    JsonNode credentials() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(realmUrl + "/account/credentials"))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return json(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
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
