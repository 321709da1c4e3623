package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs the commands of {@code docs/admin-commands.md} as they stand there, with the variables that the page expects. */
final class AdminCommands {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CommandPage PAGE = CommandPage.read();

    private static final Path FOLDER = folderWithKcadm();

    private final String realm;

    AdminCommands(String realm) {
        this.realm = realm;
    }

    // Signed in once for all: starting that command takes longer than what it does.
    private static Path folderWithKcadm() {
        Kcadm kcadm = Kcadm.asRescue();
        try {
            Path folder =
                    Files.createTempDirectory(Path.of("target"), "commands").toAbsolutePath();
            Path script = folder.resolve("kcadm.sh");
            Files.writeString(
                    script, "#!/bin/sh\n" + kcadm.command().replace("/bin/sh ", "exec /bin/sh ") + " \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a question by curl and by kcadm, which must be answered alike. */
    JsonNode ask(String heading, Map<String, String> variables) {
        List<JsonNode> answers = run(heading, () -> variables);
        assertThat(answers.get(1)).as(heading).isEqualTo(answers.get(0));
        return answers.get(0);
    }

    JsonNode ask(String heading) {
        return ask(heading, Map.of());
    }

    /** Runs both commands, each after its own preparation, which gives further variables; returns what each said. */
    List<JsonNode> run(String heading, Supplier<Map<String, String>> preparation) {
        List<String> commands = PAGE.below(heading);
        assertThat(commands).as(heading).hasSize(2);
        assertThat(commands.get(0)).startsWith("curl ");
        assertThat(commands.get(1)).startsWith("kcadm.sh ");
        List<JsonNode> answers = new ArrayList<>();
        commands.forEach(command -> answers.add(json(execute(command, preparation.get()))));
        return answers;
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
    }

    private String execute(String command, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("REALM", realm);
        environment.put("ADMIN", TestKeycloak.shared().url() + "/admin/realms/" + realm + "/two-factor");
        environment.put("TOKEN", AdminAs.server().freshToken());
        environment.put("KC_OPTS", Kcadm.QUICK_START);
        environment.put("PATH", FOLDER + ":" + System.getenv("PATH"));
        try {
            Path errors = FOLDER.resolve("errors.txt");
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-euc", command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("%s said: %s %s", command, output, Files.readString(errors))
                    .isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a command ran", e);
        }
    }
}
