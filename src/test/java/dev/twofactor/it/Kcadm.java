package dev.twofactor.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Keycloak's own admin command, as operators run it, signed in as a service account: what {@code kc.sh bootstrap-admin service} makes. */
final class Kcadm {

    /** Options for a Java VM that lives for one command; {@code kcadm.sh} takes them from {@code KC_OPTS}. */
    static final String QUICK_START = "-Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final AdminApi API = TestKeycloak.shared().admin();

    private final Path config;
    private final String clientId;

    private Kcadm(Path config, String clientId) {
        this.config = config;
        this.clientId = clientId;
    }

    /** Signs in with the rights of a server's admin. */
    static Kcadm asRescue() {
        try {
            Path config =
                    Files.createTempFile(Path.of("target"), "kcadm", ".config").toAbsolutePath();
            Files.delete(config);
            String name = "rescue-" + Secrets.hex(4);
            String secret = Secrets.token();
            Kcadm kcadm = new Kcadm(config, makeClient(name, secret));
            String url = TestKeycloak.shared().url();
            kcadm.run(
                    "config",
                    "credentials",
                    "--server",
                    url,
                    "--realm",
                    "master",
                    "--client",
                    name,
                    "--secret",
                    secret);
            return kcadm;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String makeClient(String name, String secret) {
        ObjectNode client = AdminAs.json()
                .put("clientId", name)
                .put("secret", secret)
                .put("publicClient", false)
                .put("standardFlowEnabled", false)
                .put("serviceAccountsEnabled", true);
        // As Keycloak's own: a token that lists the roles in all realms of the tests would be too long for a header.
        client.putObject("attributes").put("client.use.lightweight.access.token.enabled", "true");
        API.send("POST", "/master/clients", client);
        String id =
                API.get("/master/clients?clientId=" + name).path(0).path("id").asText();
        JsonNode account = API.get("/master/clients/" + id + "/service-account-user");
        ArrayNode roles = client.arrayNode().add(API.get("/master/roles/admin"));
        API.send("POST", "/master/users/" + account.path("id").asText() + "/role-mappings/realm", roles);
        return id;
    }

    /** Runs one command; anything but success is an error. */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(script()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", config.toString()));
        return execute(command, Map.of());
    }

    /** Runs a shell script that calls kcadm, with this sign-in. */
    String runScript(Path script, Map<String, String> environment) {
        return execute(List.of("/bin/sh", script.toAbsolutePath().toString()), environment);
    }

    /** A command with this sign-in, for the variable {@code KCADM} of scripts. */
    String command() {
        try {
            Path command = Path.of(config + ".sh");
            Files.writeString(command, "exec " + script() + " \"$@\" --config " + config + "\n");
            return "/bin/sh " + command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String script() {
        return TestKeycloak.shared().server().folder().resolve("bin/kcadm.sh").toString();
    }

    void forget() {
        API.send("DELETE", "/master/clients/" + clientId, null);
    }

    private static String execute(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile(Path.of("target"), "command", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("KC_OPTS", QUICK_START);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(300, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Still running: " + command.get(1));
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new AssertionError(command.get(1) + " ended with " + process.exitValue() + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a command ran", e);
        }
    }
}
