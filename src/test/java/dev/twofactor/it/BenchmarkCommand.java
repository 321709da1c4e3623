package dev.twofactor.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./benchmark}, as people call it. */
final class BenchmarkCommand {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final long SECONDS = 900;

    private BenchmarkCommand() {}

    /** Gives what it said; fails when it ended otherwise than well, or not in a quarter of an hour. */
    static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("benchmark").toString()));
        command.addAll(List.of(arguments));
        return Command.runIn(ROOT, SECONDS, command);
    }
}
