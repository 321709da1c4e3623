package dev.twofactor.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a confidential application does that takes the password itself. Thread-safe. */
final class TokenEndpoint {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestRealm realm;
    private final String client;
    private final String secret;
    private UnaryOperator<URI> route = UnaryOperator.identity();

    private TokenEndpoint(TestRealm realm, String client, String secret) {
        this.realm = realm;
        this.client = client;
        this.secret = secret;
    }

    /** One that the realm has already. */
    static TokenEndpoint existing(TestRealm realm, String client, String secret) {
        return new TokenEndpoint(realm, client, secret);
    }

    /** Makes an application in the realm. */
    static TokenEndpoint of(TestRealm realm, String client) {
        return of(realm, client, application -> {});
    }

    /** The same, changed before it is made. */
    static TokenEndpoint of(TestRealm realm, String client, Consumer<ObjectNode> changes) {
        TokenEndpoint endpoint = new TokenEndpoint(realm, client, Secrets.token());
        ObjectNode application = JsonNodeFactory.instance.objectNode().put("clientId", client);
        application.put("secret", endpoint.secret).put("publicClient", false);
        application.put("directAccessGrantsEnabled", true).put("standardFlowEnabled", false);
        application.put("serviceAccountsEnabled", true);
        changes.accept(application);
        realm.admin().send("POST", "/" + realm.name() + "/clients", application);
        return endpoint;
    }

    /** Sets where each request really goes, as a load balancer would choose. */
    TokenEndpoint through(UnaryOperator<URI> balancer) {
        route = balancer;
        return this;
    }

    /** Asks for tokens by name and password, with these further parameters: names and values in turn. */
    Answer call(TestUser user, String... more) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "grant_type",
                "password",
                "client_id",
                client,
                "client_secret",
                secret,
                "scope",
                "openid",
                "username",
                user.name(),
                "password",
                user.password()));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return post(fields);
    }

    /** A token of the application's own, for no user. */
    String ownToken() {
        return post(Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret))
                .accessToken();
    }

    /** A token of the user, who shows a code of the message sent now when there is a phone. */
    String tokenOf(TestUser user) {
        Answer first = call(user);
        if (first.hasTokens()) {
            return first.accessToken();
        }
        CodeInbox inbox = new CodeInbox(user.phone());
        return call(user, "otp", inbox.code(inbox.count() == 0 ? 1 : inbox.count()))
                .accessToken();
    }

    private Answer post(Map<String, String> fields) {
        Page page = BrowserSession.fresh()
                .asApplication()
                .through(route)
                .post(realm.url() + "/protocol/openid-connect/token", fields);
        try {
            JsonNode body = page.status() == 500 ? MissingNode.getInstance() : JSON.readTree(page.body());
            return new Answer(page.status(), body, page.took());
        } catch (JsonProcessingException e) {
            throw new AssertionError("The token endpoint answered no JSON but status " + page.status(), e);
        }
    }

    /** One answer. */
    record Answer(int status, JsonNode body, Duration took) {

        boolean hasTokens() {
            return status == 200 && body.has("access_token");
        }

        String accessToken() {
            return body.path("access_token").asText();
        }

        String error() {
            return body.path("error").asText();
        }

        /** The member of ours. */
        JsonNode twoFactor() {
            return body.path("two_factor");
        }

        String state() {
            return twoFactor().path("state").asText();
        }

        /** Everything but the tokens. */
        @Override
        public String toString() {
            return status + " " + error() + " " + body.path("error_description").asText() + " " + twoFactor();
        }
    }
}
