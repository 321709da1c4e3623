package dev.twofactor.keycloak.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Our messages in all languages, from the one file that the build packs them into: as forty files they would be half as large
 * again in the JAR. Its first line names the languages; then come the keys, then the texts of each language in the order of
 * the keys, one a line.
 */
final class PackedMessages {

    private static final String FILE = "/META-INF/two-factor-messages.txt";

    private final List<String> languages;
    private final int size;
    private final Map<String, Properties> read = new ConcurrentHashMap<>();

    /**
     * Learns which languages there are.
     *
     * @throws UncheckedIOException when the JAR was built without them, or with a language that lacks a text
     */
    PackedMessages() {
        List<String> lines = lines();
        languages = List.of(lines.get(0).split(","));
        int blocks = languages.size() + 1;
        size = (lines.size() - 1) / blocks;
        if (lines.size() != 1 + size * blocks) {
            throw new UncheckedIOException(FILE, new IOException("a language has not as many texts as there are keys"));
        }
    }

    /** Names as those of Java's bundles: {@code fr}, {@code pt_BR}. */
    List<String> languages() {
        return languages;
    }

    /**
     * The messages of a language, read once; the caller changes nothing in them.
     *
     * @return empty for a language that we do not speak
     * @throws UncheckedIOException when they cannot be read, with the file's name
     */
    Properties of(String language) {
        return languages.contains(language) ? read.computeIfAbsent(language, this::read) : new Properties();
    }

    private Properties read(String language) {
        List<String> lines = lines();
        int texts = 1 + size * (languages.indexOf(language) + 1);
        Properties messages = new Properties();
        for (int i = 0; i < size; i++) {
            messages.put(lines.get(1 + i), lines.get(texts + i));
        }
        return messages;
    }

    private static List<String> lines() {
        InputStream file = PackedMessages.class.getResourceAsStream(FILE);
        if (file == null) {
            throw new UncheckedIOException(FILE, new IOException("is missing"));
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
