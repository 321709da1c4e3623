package dev.twofactor.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds {@code examples/own-vendor} as somebody else would, against our classes and Keycloak's; same sources, same bytes. */
final class OwnVendorJar {

    private static final Path PROJECT =
            Path.of("examples", "own-vendor", "src", "main").toAbsolutePath();
    private static final long FIXED_TIME = 1_700_000_000_000L;

    private OwnVendorJar() {}

    static Path pack() {
        try {
            Path classes =
                    Files.createDirectories(Path.of("target", "own-vendor").toAbsolutePath());
            compile(classes);
            Path jar = Path.of("target", "own-vendor.jar").toAbsolutePath();
            try (OutputStream file = Files.newOutputStream(jar);
                    ZipOutputStream zip = new ZipOutputStream(file)) {
                add(zip, classes);
                add(zip, PROJECT.resolve("resources"));
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "--release",
                    "17",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            boolean good = compiler.getTask(
                            null,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(files(PROJECT.resolve("java"))))
                    .call();
            if (!good) {
                throw new AssertionError("the example of an own vendor does not compile");
            }
        }
    }

    private static void add(ZipOutputStream zip, Path root) throws IOException {
        for (Path file : files(root)) {
            ZipEntry entry = new ZipEntry(root.relativize(file).toString());
            entry.setTime(FIXED_TIME);
            zip.putNextEntry(entry);
            zip.write(Files.readAllBytes(file));
            zip.closeEntry();
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
