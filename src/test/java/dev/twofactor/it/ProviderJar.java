package dev.twofactor.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the JAR that people install, as the build made it. */
final class ProviderJar {

    private ProviderJar() {}

    /** One JAR: what the build names in {@code provider.jar}, else the newest of the product in target; none where nothing was packaged yet. */
    static List<Path> ours() {
        String named = System.getProperty("provider.jar");
        if (named != null) {
            return List.of(Path.of(named).toAbsolutePath());
        }
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(ProviderJar::isOurs)
                    .max((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
                    .map(jar -> List.of(jar.toAbsolutePath()))
                    .orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("keycloak-two-factor-")
                && name.endsWith(".jar")
                && !name.contains("sources")
                && !name.contains("javadoc");
    }
}
