package dev.twofactor.keycloak.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** What the console page is made of: a fixed list, so that no address of a request leads to another file of the JAR. */
final class ConsoleFiles {

    private static final String FOLDER = "/theme-resources/console/";
    private static final List<String> NAMES = List.of(
            "again.js",
            "api.js",
            "app.js",
            "chart.js",
            "console.css",
            "dialog.js",
            "element.js",
            "form.js",
            "session.js",
            "setup.js",
            "tabs.css",
            "tabs/everybody.js",
            "tabs/messages.js",
            "tabs/overview.js",
            "tabs/people.js",
            "tabs/person.js",
            "tabs/policy-form.js",
            "tabs/policy.js",
            "tabs/service-editor.js",
            "tabs/service-test.js",
            "tabs/services.js",
            "tabs/words.js",
            "vendors.js");

    private static final Map<String, String> ALL = read();
    private static final String VERSION = version(ALL);
    private static final String PAGE = text("index.html");

    private ConsoleFiles() {}

    /** The text of a file, null when there is none of this name. */
    static String file(String name) {
        return ALL.get(name);
    }

    /** The page, with places for what depends on the realm. */
    static String page() {
        return PAGE;
    }

    /** Another one for other files: 16 hexadecimal digits. */
    static String version() {
        return VERSION;
    }

    /** For browsers that take it so, a third of the size. */
    static byte[] compressed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Map<String, String> read() {
        Map<String, String> all = new TreeMap<>();
        NAMES.forEach(name -> all.put(name, text(name)));
        return all;
    }

    private static String version(Map<String, String> all) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            all.values().forEach(text -> digest.update(text.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String name) {
        try (InputStream file = ConsoleFiles.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("The JAR lacks " + FOLDER + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
