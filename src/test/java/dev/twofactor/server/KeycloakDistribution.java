package dev.twofactor.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An unpacked Keycloak with provider JARs in place and {@code kc.sh build} done; kept below {@code .keycloak/} of the
 * project between runs.
 */
public final class KeycloakDistribution {

    /** Build options for a database in a file of the server's own: what the demo and nearly all tests want. */
    public static final List<String> H2 = List.of("--db=dev-file");
    /** Build options for PostgreSQL, with figures on the management port, and traces for whoever gets them told to. */
    public static final List<String> POSTGRES = List.of(
            "--db=postgres",
            "--metrics-enabled=true",
            "--tracing-enabled=true",
            "--tracing-sampler-type=parentbased_always_off");

    /** More than one run of all tests takes. */
    private static final int KEPT = 14;

    private static final long BUILD_MINUTES = 15;
    private static final String PREFIX = "built-";

    private final String version;
    private final Path home;

    private KeycloakDistribution(String version, Path home) {
        this.version = version;
        this.home = home;
    }

    /**
     * Gives the distribution that answers to these three things, building it when no run before has; two processes may
     * ask at once.
     *
     * @param version such as {@code 26.7.4}
     * @param providers JARs for the folder {@code providers}; may be empty
     * @param buildOptions options of {@code kc.sh build}, such as {@code --db=dev-file}
     * @throws UncheckedIOException when it cannot be fetched, unpacked or built; with the tail of the build's output
     */
    public static KeycloakDistribution prepare(String version, List<Path> providers, List<String> buildOptions) {
        try {
            return prepare(Path.of(".keycloak").toAbsolutePath(), version, providers, buildOptions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The class lock keeps the threads of one process apart, the file lock whole processes.
    private static synchronized KeycloakDistribution prepare(
            Path cache, String version, List<Path> providers, List<String> buildOptions) throws IOException {
        Files.createDirectories(cache);
        Path built = cache.resolve(PREFIX + version + "-" + key(providers, buildOptions));
        if (Files.isDirectory(built)) {
            // Whole, for it was moved there and is moved away: nobody who builds another one is waited for.
            Files.setLastModifiedTime(built, FileTime.from(Instant.now()));
            return new KeycloakDistribution(version, built);
        }
        try (FileChannel channel =
                        FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            // Another process may have built it meanwhile.
            if (!Files.isDirectory(built)) {
                build(unpacked(cache, version), built, providers, buildOptions);
            }
            Files.setLastModifiedTime(built, FileTime.from(Instant.now()));
            prune(cache);
            return new KeycloakDistribution(version, built);
        }
    }

    public String version() {
        return version;
    }

    /** Lays out a server of its own in a folder that must not exist yet: same files, empty {@code data}. */
    void installInto(Path folder) throws IOException {
        FileTree.copy(home, folder, Set.of(Path.of("conf"), Path.of("lib", "quarkus")));
        FileTree.delete(folder.resolve("data"));
    }

    private static String key(List<Path> providers, List<String> buildOptions) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Path provider : providers) {
                digest.update(provider.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(provider));
            }
            digest.update(String.join("\n", buildOptions).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path unpacked(Path cache, String version) throws IOException {
        Path base = cache.resolve("unpacked-" + version);
        if (!Files.isDirectory(base)) {
            Path work = cache.resolve("unpacking");
            FileTree.delete(work);
            new DistributionArchive(version, cache.resolve("archives")).unpackInto(work);
            Files.move(work, base, StandardCopyOption.ATOMIC_MOVE);
        }
        return base;
    }

    private static void build(Path base, Path home, List<Path> providers, List<String> options) throws IOException {
        Path work = home.resolveSibling("building");
        FileTree.delete(work);
        // The build overwrites lib/quarkus in place, which must not reach through to the unpacked original.
        FileTree.copy(base, work, Set.of(Path.of("conf"), Path.of("lib", "quarkus"), Path.of("providers")));
        for (Path provider : providers) {
            Files.copy(provider, work.resolve("providers").resolve(provider.getFileName()));
        }
        runBuild(work, options);
        Files.move(work, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void runBuild(Path work, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(work.resolve("bin/kc.sh").toString(), "build"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        ServerEnvironment.apply(builder.environment());
        Path output = work.resolve("build.log");
        Process process = builder.redirectOutput(output.toFile()).start();
        try (ProcessTree tree = new ProcessTree(process)) {
            if (!tree.awaitExit(BUILD_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("kc.sh build failed:\n" + Files.readString(output));
            }
        }
    }

    private static void prune(Path cache) throws IOException {
        try (Stream<Path> entries = Files.list(cache)) {
            List<Path> old = entries.filter(
                            entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .sorted(Comparator.comparing(KeycloakDistribution::lastUse).reversed())
                    .skip(KEPT)
                    .toList();
            for (Path entry : old) {
                // First another name: what bears this one is whole, even if the deleting ends half way.
                Path removing = entry.resolveSibling("removing");
                FileTree.delete(removing);
                Files.move(entry, removing, StandardCopyOption.ATOMIC_MOVE);
                FileTree.delete(removing);
            }
        }
    }

    private static FileTime lastUse(Path entry) {
        try {
            return Files.getLastModifiedTime(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
