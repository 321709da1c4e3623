package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The language files as translators write them. */
public final class LanguageFiles {

    public static final Path FOLDER = Path.of("themes/messages");

    private LanguageFiles() {}

    /** All languages, named as their files are: {@code pt_BR}. */
    public static List<String> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replaceAll("^messages_|\\.properties$", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same as BCP 47 tags, as a realm lists them: {@code pt-BR}. */
    public static List<String> tags() {
        return all().stream().map(language -> language.replace('_', '-')).toList();
    }

    public static Locale locale(String language) {
        return Locale.forLanguageTag(language.replace('_', '-'));
    }

    public static Path file(String language) {
        return FOLDER.resolve("messages_" + language + ".properties");
    }

    /** Texts by their keys, in the order of the file. */
    public static Map<String, String> texts(String language) {
        Map<String, String> texts = new LinkedHashMap<>();
        ProjectFile.read(file(language))
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    assertThat(texts.put(line.substring(0, equals), line.substring(equals + 1)))
                            .as(line)
                            .isNull();
                });
        return texts;
    }
}
