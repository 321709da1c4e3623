package dev.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the files of the theme must not hold. */
class ThemesTest {

    private static final Pattern INLINE = Pattern.compile(
            "<script(?![^>]*\\bsrc=)|\\bstyle=|\\son[a-z]+=|javascript:|<style", Pattern.CASE_INSENSITIVE);

    /** A selector's class or id outside :where() would outweigh a theme's own rule. */
    private static final Pattern WEIGHTY = Pattern.compile("(?m)^[^@/{]*[.#:\\[][^{]*\\{");

    @Test
    void noPageHasAnInlineScriptHandlerOrStyle() {
        for (Path page : files("themes/templates")) {
            assertThat(ProjectFile.read(page)).as(page.toString()).doesNotContainPattern(INLINE);
        }
    }

    @Test
    void theInlinePatternFindsWhatItShould() {
        for (String bad : List.of("<script>", "<script type=\"module\">", "<p style=\"x\">", "<a onclick=\"x\">")) {
            assertThat(bad).containsPattern(INLINE);
        }
        assertThat("<script type=\"module\" src=\"x\">").doesNotContainPattern(INLINE);
    }

    @Test
    void noStyleOutweighsAThemesOwn() throws IOException {
        String styles = Files.readString(Path.of("themes/resources/two-factor/two-factor.css"));
        String open = styles.replaceAll(":where\\((?:[^()]|\\([^()]*\\))*\\)", "");

        assertThat(open.lines().filter(line -> WEIGHTY.matcher(line.replaceFirst("^@media[^{]*\\{", ""))
                        .find()))
                .isEmpty();
        assertThat(styles).doesNotContain("!important");
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> all = Files.list(Path.of(folder))) {
            return all.filter(file -> file.toString().endsWith(".ftl")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
