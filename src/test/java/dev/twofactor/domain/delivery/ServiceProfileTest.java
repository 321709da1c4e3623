package dev.twofactor.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceProfileTest {

    @Test
    void aServiceWithoutSettingsIsOnAndFirst() {
        assertThat(ServiceProfile.from(new Settings(Map.of())))
                .isEqualTo(new ServiceProfile(null, true, 0, List.of(), BigDecimal.ZERO));
    }

    @Test
    void everyKeyIsRead() {
        Settings settings = new Settings(Map.of(
                "title", "Texts",
                "enabled", "false",
                "priority", "20",
                "countries", "US,CA",
                "price-per-segment", "0.0079"));

        assertThat(ServiceProfile.from(settings))
                .isEqualTo(new ServiceProfile("Texts", false, 20, List.of("US", "CA"), new BigDecimal("0.0079")));
    }

    @ParameterizedTest
    @CsvSource({"enabled,on", "priority,-1", "priority,1001", "countries,us", "price-per-segment,-1"})
    void everyErrorNamesTheKey(String key, String value) {
        assertThatThrownBy(() -> ServiceProfile.from(new Settings(Map.of(key, value))))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith(key + ": ");
    }

    @Test
    void aTitleIsShort() {
        assertThatThrownBy(() -> ServiceProfile.from(new Settings(Map.of("title", "x".repeat(61)))))
                .hasMessageStartingWith("title: ");
    }
}
