package dev.twofactor.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The admin's page of commands: below each heading of the third level one block of shell commands. */
final class CommandPage {

    static final Path FILE = Path.of("docs/admin-commands.md");

    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    private CommandPage(List<String> lines) {
        String heading = "";
        boolean inside = false;
        StringBuilder command = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith("### ")) {
                heading = line.substring(4);
                commands.put(heading, new ArrayList<>());
            } else if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside) {
                command.append(line).append('\n');
                if (!line.endsWith("\\")) {
                    commands.get(heading).add(command.toString().strip());
                    command.setLength(0);
                }
            }
        }
    }

    static CommandPage read() {
        try {
            return new CommandPage(Files.readAllLines(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> headings() {
        return commands.keySet();
    }

    /** Those below a heading, in their order. */
    List<String> below(String heading) {
        if (!commands.containsKey(heading)) {
            throw new AssertionError(FILE + " has no heading " + heading);
        }
        return commands.get(heading);
    }
}
