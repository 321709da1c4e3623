package dev.twofactor.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePolicyTest {

    @Test
    void defaultsAreSafe() {
        assertThat(CodePolicy.DEFAULT)
                .isEqualTo(new CodePolicy(
                        6,
                        Duration.ofSeconds(300),
                        5,
                        10,
                        100,
                        100,
                        0,
                        3,
                        10,
                        List.of(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(120)),
                        ResendMode.SAME_CODE));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(policy(Map.ofEntries(
                        Map.entry("code-length", "8"),
                        Map.entry("code-lifetime-seconds", "120"),
                        Map.entry("wrong-per-code", "3"),
                        Map.entry("wrong-per-day", "7"),
                        Map.entry("consecutive-wrong", "50"),
                        Map.entry("wrong-per-address-hour", "20"),
                        Map.entry("wrong-per-realm-hour", "2000"),
                        Map.entry("sends-per-login", "2"),
                        Map.entry("sends-per-user-hour", "4"),
                        Map.entry("resend-wait-seconds", "5, 10"),
                        Map.entry("resend", "new-code"))))
                .isEqualTo(new CodePolicy(
                        8,
                        Duration.ofSeconds(120),
                        3,
                        7,
                        50,
                        20,
                        2000,
                        2,
                        4,
                        List.of(Duration.ofSeconds(5), Duration.ofSeconds(10)),
                        ResendMode.NEW_CODE));
    }

    @ParameterizedTest
    @CsvSource({
        "code-length,6,10",
        "code-lifetime-seconds,60,600",
        "wrong-per-code,1,10",
        "wrong-per-day,1,27",
        "consecutive-wrong,1,100",
        "wrong-per-address-hour,0,1000000",
        "wrong-per-realm-hour,0,100000000",
        "sends-per-login,1,10",
        "sends-per-user-hour,1,30",
        "resend-wait-seconds,0,3600"
    })
    void everyRangeIsKeptAndTheErrorNamesTheKeyButNotTheValue(String key, int least, int most) {
        policy(Map.of(key, String.valueOf(least)));
        policy(Map.of(key, String.valueOf(most)));
        for (String bad : List.of(String.valueOf(least - 1), String.valueOf(most + 1), "many", "7.5", "99999999999")) {
            assertThatThrownBy(() -> policy(Map.of(key, bad)))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining(key)
                    .extracting(e -> ((SettingException) e).key())
                    .isEqualTo(key);
        }
    }

    @Test
    void anUnknownChoiceIsRefused() {
        assertThatThrownBy(() -> policy(Map.of("resend", "both")))
                .isInstanceOf(SettingException.class)
                .hasMessage("resend: is not one of the known choices");
    }

    @Test
    void theLastWaitRepeats() {
        assertThat(CodePolicy.DEFAULT.waitAfter(1)).isEqualTo(Duration.ofSeconds(30));
        assertThat(CodePolicy.DEFAULT.waitAfter(3)).isEqualTo(Duration.ofSeconds(120));
        assertThat(CodePolicy.DEFAULT.waitAfter(9)).isEqualTo(Duration.ofSeconds(120));
    }

    private static CodePolicy policy(Map<String, String> settings) {
        return CodePolicy.from(new Settings(settings));
    }
}
