package dev.twofactor.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.spend.Finding;
import dev.twofactor.domain.spend.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/limits.md has every limit; {@code -Ddocs.write=true} writes its table anew. */
class LimitsDocTest {

    private static final Path FILE = Path.of("docs/limits.md");
    private static final String BEGIN = "<!-- table of limits: written by LimitsDocTest -->\n";
    private static final String END = "<!-- end of table -->\n";

    @Test
    void theTableIsWhatTheCodeSays() throws IOException {
        String text = Files.readString(FILE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(FILE, text.substring(0, begin) + table() + text.substring(end));
        }
        text = Files.readString(FILE);

        assertThat(text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END)))
                .isEqualTo(table());
    }

    @Test
    void everyKeyThatLimitsSomethingHasAReasonAndIsInForce() {
        Set<String> keys = PolicyKeys.all().stream().map(PolicyKey::name).collect(Collectors.toSet());
        assertThat(keys).containsAll(LimitReasons.all().keySet());
        assertThat(LimitReasons.all().keySet()).allMatch(PolicyKeys::isInForce);
        assertThat(keys)
                .filteredOn(key -> key.contains("-per-") || key.contains("wrong") || key.startsWith("spend"))
                .allMatch(LimitReasons.all()::containsKey);
    }

    @Test
    void everyErrorThatEventsAndMetricsCarryIsExplained() throws IOException {
        String text = Files.readString(FILE);
        Stream<String> limits = Arrays.stream(Limit.values())
                .filter(limit -> limit != Limit.CHECK)
                .map(Limit::code);
        Stream<String> own = Stream.of(
                        Reason.LOGIN_SENDS_USED,
                        Reason.USER_SENDS_USED,
                        Reason.ENROLLMENT_SENDS_USED,
                        Reason.TOO_MANY_WRONG,
                        Reason.METHOD_OFF,
                        Reason.CHECK_FAILED)
                .map(Reason::code);
        Stream<String> alarms = Stream.of(
                Finding.SPEND_WARNING,
                Finding.WRONG_CODES_OF_REALM,
                Finding.WRONG_CODES_OF_ADDRESS,
                Finding.METHOD_DISABLED);

        assertThat(Stream.of(limits, own, alarms).flatMap(each -> each))
                .allMatch(code -> text.contains("`two_factor_" + code + "`"));
    }

    private static String table() {
        return PolicyKeys.all().stream()
                .filter(key -> LimitReasons.all().containsKey(key.name()))
                .map(LimitsDocTest::row)
                .collect(Collectors.joining(
                        "", "| key | default | limit | values | why |\n|---|---|---|---|---|\n", ""));
    }

    private static String row(PolicyKey key) {
        String value =
                key.defaultValue().isEmpty() ? "none" : "`" + key.defaultValue().replace(",", ", ") + "`";
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        key.name(),
                        value,
                        key.label(),
                        key.help(),
                        LimitReasons.all().get(key.name()));
    }
}
