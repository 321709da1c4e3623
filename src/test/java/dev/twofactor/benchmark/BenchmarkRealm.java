package dev.twofactor.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.inbox.Inbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The realm of the benchmark: realm-export.json as the set-up makes it, and an application each for Keycloak's own flow and
 * for ours. Of Keycloak's flow remains what ours has too, and events, languages and brute-force protection are off: every
 * step less there makes our ratios harder to reach.
 */
final class BenchmarkRealm {

    /** Name of the realm. */
    static final String NAME = "benchmark";

    /** Where the applications would be; no browser goes there. */
    static final String APPLICATION = "http://localhost:9999/";

    /** The application with Keycloak's own flow. */
    static final String KEYCLOAK = "keycloak";

    /** The application with the flow of the set-up. */
    static final String OURS = "two-factor";

    /** What all authenticator apps hold, as Keycloak stores it. */
    static final String APP_SECRET = "BENCHMARKBENCHMARKBE";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FLOW = "browser";
    private static final String FLOW_ID = "00000000-0000-4000-8000-000000000001";
    private static final Set<String> IN_BOTH_FLOWS = Set.of("auth-cookie", "identity-provider-redirector", "forms");

    private BenchmarkRealm() {}

    /** Where a login at this application begins. */
    static String loginAddress(String server, String client) {
        return server + "/realms/" + NAME + "/protocol/openid-connect/auth?client_id=" + client
                + "&response_type=code&scope=openid&redirect_uri="
                + URLEncoder.encode(APPLICATION, StandardCharsets.UTF_8);
    }

    /** Writes the file that the server imports when it starts. */
    static Path write(Path file, Inbox inbox, List<Person> people) {
        try {
            ObjectNode realm =
                    (ObjectNode) JSON.readTree(Path.of("realm-export.json").toFile());
            settings(realm);
            mails(realm.putObject("smtpServer"), inbox);
            clients(realm.putArray("clients"));
            ArrayNode users = realm.putArray("users");
            people.forEach(person -> user(users.addObject(), person));
            components(realm.path("components"), inbox);
            keycloakFlow(realm.path("authenticationFlows"));
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writeValueAsString(realm));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same people in a realm that a server without the JAR takes: all flows are Keycloak's, nothing of ours is in it. */
    static Path writeWithoutOurs(Path file, Inbox inbox, List<Person> people) {
        write(file, inbox, people);
        try {
            ObjectNode realm = (ObjectNode) JSON.readTree(file.toFile());
            realm.remove(List.of(
                    "components",
                    "authenticationFlows",
                    "authenticatorConfig",
                    "requiredActions",
                    "browserFlow",
                    "resetCredentialsFlow",
                    "directGrantFlow",
                    "accountTheme"));
            realm.path("clients").forEach(client -> ((ObjectNode) client).remove("authenticationFlowBindingOverrides"));
            Files.writeString(file, JSON.writeValueAsString(realm));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void settings(ObjectNode realm) {
        realm.remove("roles");
        realm.put("realm", NAME);
        realm.put("eventsEnabled", false);
        realm.put("bruteForceProtected", false);
        realm.put("internationalizationEnabled", false);
        // What hashing a password costs is the realm's choice and the same for all kinds: it would hide what differs.
        realm.put("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)");
        // A person signs in more often here than an app shows another code. Keycloak reads all of the policy or none.
        realm.put("otpPolicyType", "totp").put("otpPolicyAlgorithm", "HmacSHA1").put("otpPolicyDigits", 6);
        realm.put("otpPolicyInitialCounter", 0)
                .put("otpPolicyLookAheadWindow", 1)
                .put("otpPolicyPeriod", 30);
        realm.put("otpPolicyCodeReusable", true);
    }

    private static void mails(ObjectNode smtp, Inbox inbox) {
        smtp.put("host", "127.0.0.1").put("port", String.valueOf(inbox.smtpPort()));
        smtp.put("from", "no-reply@benchmark.example");
    }

    private static void clients(ArrayNode clients) {
        for (String name : List.of(KEYCLOAK, OURS)) {
            ObjectNode client = clients.addObject().put("clientId", name).put("enabled", true);
            client.put("publicClient", true).put("standardFlowEnabled", true);
            client.putArray("redirectUris").add(APPLICATION + "*");
            if (name.equals(KEYCLOAK)) {
                client.putObject("authenticationFlowBindingOverrides").put("browser", FLOW_ID);
            }
        }
    }

    private static void user(ObjectNode user, Person person) {
        user.put("username", person.name()).put("enabled", true);
        user.put("email", person.address()).put("emailVerified", true);
        user.put("firstName", "Bench").put("lastName", "Mark");
        user.putArray("realmRoles").add("default-roles-" + NAME);
        ArrayNode credentials = user.putArray("credentials");
        credentials.addObject().put("type", "password").put("value", Person.PASSWORD);
        switch (person.kind()) {
            case PASSWORD -> {}
            case KEYCLOAK_OTP ->
                credential(
                        credentials,
                        "otp",
                        "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}",
                        "{\"value\":\"" + APP_SECRET + "\"}");
            case SMS, SMS_WRONG_FIRST, TRUSTED ->
                credential(credentials, "two-factor-sms", "{\"phoneNumber\":\"" + person.phone() + "\"}", "{}");
            case EMAIL ->
                credential(credentials, "two-factor-email", "{\"emailAddress\":\"" + person.address() + "\"}", "{}");
        }
    }

    private static void credential(ArrayNode credentials, String type, String data, String secret) {
        credentials.addObject().put("type", type).put("credentialData", data).put("secretData", secret);
    }

    private static void components(JsonNode components, Inbox inbox) {
        ObjectNode service = (ObjectNode)
                components.path("dev.twofactor.keycloak.SmsService").path(0).path("config");
        service.putArray("api-url").add(inbox.twilioUrl());
        ObjectNode policy = (ObjectNode) components
                .path("dev.twofactor.keycloak.TwoFactorPolicy")
                .path(0)
                .path("config");
        policy.putArray("trust").add("true");
        // One person signs in more often here than the limits for people allow; those over all users stay as they are.
        policy.putArray("sends-per-user-hour").add("30");
        policy.putArray("sends-per-number-10-minutes").add("30");
        policy.putArray("sends-per-number-day").add("30");
        policy.putArray("resend-wait-seconds").add("0");
        // All sit at one address, and some type a wrong code each time.
        policy.putArray("wrong-per-day").add("27");
        policy.putArray("wrong-per-address-hour").add("1000000");
    }

    private static void keycloakFlow(JsonNode flows) {
        for (JsonNode flow : flows) {
            if (flow.path("alias").asText().equals(FLOW)) {
                ((ObjectNode) flow).put("id", FLOW_ID);
                ArrayNode steps = (ArrayNode) flow.path("authenticationExecutions");
                steps.removeIf(step -> !IN_BOTH_FLOWS.contains(
                        step.path("authenticator").asText(step.path("flowAlias").asText())));
            }
        }
    }
}
