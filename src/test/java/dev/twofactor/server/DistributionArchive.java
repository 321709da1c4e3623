package dev.twofactor.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The ZIP file of one Keycloak version, found in the local Maven repository or fetched by Maven. */
final class DistributionArchive {

    private static final long FETCH_MINUTES = 15;
    private static final String COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";

    private final String version;
    private final Path cache;

    /** @param cache folder for archives that the local Maven repository does not hold at its usual place */
    DistributionArchive(String version, Path cache) {
        this.version = version;
        this.cache = cache;
    }

    /** Unpacks the server into a folder that does not exist yet, without the ZIP's own top folder. */
    void unpackInto(Path home) throws IOException {
        try (InputStream file = Files.newInputStream(locate());
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                unpack(entry, zip, home);
            }
        }
    }

    private static void unpack(ZipEntry entry, InputStream content, Path home) throws IOException {
        Path inArchive = Path.of(entry.getName()).normalize();
        Path target = inArchive.getNameCount() < 2
                ? home
                : home.resolve(inArchive.subpath(1, inArchive.getNameCount())).normalize();
        if (!target.startsWith(home)) {
            throw new IOException("the archive points outside of its folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.copy(content, target);
        if (target.toString().endsWith(".sh") && !target.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }

    private Path locate() throws IOException {
        String name = "keycloak-quarkus-dist-" + version + ".zip";
        Path repository = Path.of(System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
        Path known = repository.resolve("org/keycloak/keycloak-quarkus-dist/" + version + "/" + name);
        if (Files.isRegularFile(known)) {
            return known;
        }
        Path copy = cache.resolve(name);
        if (!Files.isRegularFile(copy)) {
            fetch();
        }
        return Files.isRegularFile(known) ? known : copy;
    }

    private void fetch() throws IOException {
        Files.createDirectories(cache);
        Process maven = new ProcessBuilder(
                        "mvn",
                        "-B",
                        "-q",
                        COPY_GOAL,
                        "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + version + ":zip",
                        "-DoutputDirectory=" + cache)
                .directory(cache.toFile())
                .inheritIO()
                .start();
        try (ProcessTree tree = new ProcessTree(maven)) {
            if (!tree.awaitExit(FETCH_MINUTES, TimeUnit.MINUTES) || maven.exitValue() != 0) {
                throw new IOException("Maven could not fetch Keycloak " + version);
            }
        }
    }
}
