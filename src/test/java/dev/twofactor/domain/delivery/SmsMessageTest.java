package dev.twofactor.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsMessageTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "14155550101", "+04155550101", "+1415555010a", "+1234567890123456", "+1"})
    void onlyE164NumbersAreTexted(String number) {
        assertThatThrownBy(() -> new SmsMessage(number, "text"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("to:");
    }

    @Test
    void textsAreBounded() {
        assertThatThrownBy(() -> new SmsMessage("+14155550101", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SmsMessage("+14155550101", "x".repeat(1601)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new SmsMessage("+14155550101", "x".repeat(1600)).text()).hasSize(1600);
    }

    @Test
    void nothingIsPrinted() {
        assertThat(new SmsMessage("+14155550101", "secret")).hasToString("SmsMessage[redacted]");
        assertThat(new Destination("+14155550101", "+1 ••01", "US")).hasToString("Destination[+1 ••01]");
    }

    @Test
    void resultsTellTheirKind() {
        assertThat(SendResult.accepted("SM1").isAccepted()).isTrue();
        assertThat(SendResult.accepted("SM1").messageId()).isEqualTo("SM1");
        assertThat(SendResult.failed(SendResult.Outcome.THROTTLED, "429").isAccepted())
                .isFalse();
        assertThat(SendResult.failed(SendResult.Outcome.THROTTLED, "429").reason())
                .isEqualTo("429");
    }
}
