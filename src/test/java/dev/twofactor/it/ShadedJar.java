package dev.twofactor.it;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The JAR that operators deploy, as Maven has just packaged it. */
final class ShadedJar {

    private static final Path FILE = Path.of(System.getProperty("provider.jar", ""));
    private static final Path TEST_CLASSES = Path.of("target", "test-classes");
    private static final List<String> BUNDLED =
            List.of("dev.twofactor.", "com.twilio.", "com.google.i18n.", "org.apache.hc.", "dev.failsafe.");

    private ShadedJar() {}

    static long size() throws IOException {
        return Files.size(FILE);
    }

    static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(FILE.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }

    /** Sees the JAR, the test classes beside it, and of everything else only what a server has: nothing that we bundle. */
    static URLClassLoader loader() throws MalformedURLException {
        URL[] places = {FILE.toUri().toURL(), TEST_CLASSES.toUri().toURL()};
        return new URLClassLoader(places, new ServerLibraries(ShadedJar.class.getClassLoader()));
    }

    private static final class ServerLibraries extends ClassLoader {

        ServerLibraries(ClassLoader testClassPath) {
            super(testClassPath);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (BUNDLED.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }

        @Override
        public URL getResource(String name) {
            boolean bundled = Stream.of("dev/twofactor/", "com/google/i18n/").anyMatch(name::startsWith);
            return bundled ? null : super.getResource(name);
        }
    }
}
