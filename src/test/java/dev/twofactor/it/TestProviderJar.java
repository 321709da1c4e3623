package dev.twofactor.it;

import dev.twofactor.keycloak.SendCheckFactory;
import dev.twofactor.testprovider.BreakAfterWrongCode;
import dev.twofactor.testprovider.HeardChanges;
import dev.twofactor.testprovider.SternCheck;
import dev.twofactor.testprovider.TestResourceProviderFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Packs the package {@code dev.twofactor.testprovider} into a JAR; same classes, same bytes, so that a built server can be kept. */
final class TestProviderJar {

    private static final long FIXED_TIME = 1_700_000_000_000L;

    private TestProviderJar() {}

    static Path pack() {
        Path jar = Path.of("target", "two-factor-test-provider.jar").toAbsolutePath();
        Path whole = jar.resolveSibling(
                "two-factor-test-provider-" + ProcessHandle.current().pid() + ".zip");
        try (OutputStream file = Files.newOutputStream(whole);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, "META-INF/beans.xml", new byte[0]);
            add(
                    zip,
                    "META-INF/services/" + RealmResourceProviderFactory.class.getName(),
                    (TestResourceProviderFactory.class.getName() + "\n" + HeardChanges.class.getName())
                            .getBytes(StandardCharsets.UTF_8));
            add(
                    zip,
                    "META-INF/services/" + EventListenerProviderFactory.class.getName(),
                    BreakAfterWrongCode.class.getName().getBytes(StandardCharsets.UTF_8));
            add(
                    zip,
                    "META-INF/services/" + SendCheckFactory.class.getName(),
                    SternCheck.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Path type : classes()) {
                add(zip, "dev/twofactor/testprovider/" + type.getFileName(), Files.readAllBytes(type));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return moved(whole, jar);
    }

    // Another process may read it at this moment.
    private static Path moved(Path whole, Path jar) {
        try {
            return Files.move(whole, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> classes() throws IOException {
        try (Stream<Path> files = Files.list(
                Path.of(TestResourceProviderFactory.class.getResource(".").toURI()))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(FIXED_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
