package dev.twofactor.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The matrix in docs/trust.md has a line for each event that ends trust, and for no other. */
class TrustDocTest {

    private static final Pattern LINE = Pattern.compile("\\| [^|]+ \\| `([a-z-]+)`[^|]* \\| [^|]+ \\|");

    @Test
    void theMatrixIsWhatThePolicyKnows() throws IOException {
        List<String> matrix = Files.readAllLines(Path.of("docs/trust.md")).stream()
                .dropWhile(line -> !line.startsWith("| event |"))
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(line -> LINE.matcher(line).results())
                .map(line -> line.group(1))
                .filter(word -> !word.equals("trust-ends-on"))
                .toList();

        assertThat(matrix)
                .containsExactlyElementsOf(Arrays.stream(TrustEnd.values())
                        .map(event -> event.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }
}
