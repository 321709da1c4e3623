package dev.twofactor.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The JAR of the commit before the last one that changed it, built from the project's own history and kept. */
final class PreviousJar {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path KEPT = PROJECT.resolve(".keycloak/previous");
    private static final long BUILD_SECONDS = 900;

    private PreviousJar() {}

    /** @throws IllegalStateException when there is no history to build it from, with what to do */
    static Path build() {
        String commit = commit();
        Path jar = KEPT.resolve(commit).resolve("keycloak-two-factor.jar");
        if (!Files.exists(jar)) {
            build(commit, jar);
        }
        return jar;
    }

    private static String commit() {
        // Only the main line: what was landed is known to build.
        List<String> commits = git("log", "--first-parent", "-2", "--format=%H", "--", "src/main", "themes", "pom.xml")
                .lines()
                .toList();
        boolean shallow = git("rev-parse", "--is-shallow-repository").strip().equals("true");
        if (commits.size() < 2 || shallow) {
            throw new IllegalStateException(
                    "The rolling upgrade is tested against the commit before, and this clone has"
                            + " no history (shallow: " + shallow + "): run git fetch --unshallow");
        }
        return commits.get(1);
    }

    private static void build(String commit, Path jar) {
        try {
            // Of this process alone: another may build it too.
            Path folder = Files.createTempDirectory(PROJECT.resolve("target"), "previous-");
            Path archive = folder.resolve("sources.tar");
            git("archive", "--format=tar", "-o", archive.toString(), commit);
            Command.runIn(folder, 60, List.of("tar", "-xf", archive.toString()));
            Command.runIn(
                    folder, BUILD_SECONDS, List.of("mvn", "-B", "-q", "-Dmaven.test.skip=true", "clean", "package"));
            Files.createDirectories(jar.getParent());
            Path copy = jar.resolveSibling(folder.getFileName());
            Files.copy(built(folder.resolve("target")), copy);
            Files.move(copy, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path built(Path target) throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches("keycloak-two-factor-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The previous commit made no JAR in " + target));
        }
    }

    private static String git(String... arguments) {
        return Command.runIn(
                PROJECT,
                60,
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList());
    }
}
