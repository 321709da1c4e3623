package dev.twofactor.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Debian's PostgreSQL programs, run as user postgres where we are root (PostgreSQL refuses to run as root). */
final class PostgresCommands {

    private static final Path HOME = Path.of("/usr/lib/postgresql");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path programs;

    private PostgresCommands(Path programs) {
        this.programs = programs;
    }

    /** The newest installed version. */
    static PostgresCommands find() throws IOException {
        return newest().map(PostgresCommands::new)
                .orElseThrow(() -> new IllegalStateException(
                        "No PostgreSQL below " + HOME + ": run apt-get install postgresql (tests never skip it)"));
    }

    private static Optional<Path> newest() throws IOException {
        if (!Files.isDirectory(HOME)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(HOME)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo);
        }
    }

    /** Lets PostgreSQL write into this folder. */
    void giveTo(Path folder) {
        if (ROOT) {
            Command.run(List.of("chown", "postgres", folder.toString()));
        }
    }

    /** Runs one of PostgreSQL's programs to its end; an error carries what the program said. */
    void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Command.run(command);
    }

    /** Sends a signal such as {@code STOP} to these processes; one that has just ended does not matter. */
    static void signal(String name, List<Long> processes) {
        String ids = String.join(" ", processes.stream().map(String::valueOf).toList());
        Command.run(List.of("sh", "-c", "kill -" + name + " " + ids + " || true"));
    }
}
