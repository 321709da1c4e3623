package dev.twofactor.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Settings SETTINGS = new Settings(Map.of(
            "blank", "  ", "name", " Acme ", "on", "true", "off", "FALSE", "odd", "yes", "long", "x".repeat(2001)));

    @Test
    void blankCountsAsAbsentAndSpaceAroundIsDropped() {
        assertThat(SETTINGS.text("blank")).isNull();
        assertThat(SETTINGS.text("missing")).isNull();
        assertThat(SETTINGS.text("name")).isEqualTo("Acme");
        assertThat(SETTINGS.number("blank", 7, 1, 9)).isEqualTo(7);
        assertThat(SETTINGS.numbers("blank", List.of(1), 1, 9)).containsExactly(1);
    }

    @Test
    void flagsAreTrueOrFalse() {
        assertThat(SETTINGS.flag("on", false)).isTrue();
        assertThat(SETTINGS.flag("off", true)).isFalse();
        assertThat(SETTINGS.flag("missing", true)).isTrue();
        assertThatThrownBy(() -> SETTINGS.flag("odd", true))
                .isInstanceOf(SettingException.class)
                .hasMessage("odd: must be true or false");
    }

    @Test
    void everyValueIsBounded() {
        assertThatThrownBy(() -> SETTINGS.text("long")).isInstanceOf(SettingException.class);
        assertThatThrownBy(() -> new Settings(Map.of("n", "1,".repeat(20) + "1")).numbers("n", List.of(), 0, 9))
                .isInstanceOf(SettingException.class);
        assertThat(new Settings(Map.of("n", "1,".repeat(19) + "1")).numbers("n", List.of(), 0, 9))
                .hasSize(20);
        assertThat(new Settings(Map.of("t", "x".repeat(2000))).text("t")).hasSize(2000);
    }
}
