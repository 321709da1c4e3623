package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodeTest {

    @ParameterizedTest
    @ValueSource(strings = {"123456", "123 456", "123-456", " 123456 ", "1 2 3 4 5 6", "123\u00a0456", "123\u2011456"})
    void spacesAndHyphensAreTakenOut(String input) {
        assertThat(TypedCode.parse(input).orElseThrow().digits()).isEqualTo("123456");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "12345",
                "12345678901",
                "12345a",
                "+123456",
                "1e5",
                "-0",
                "123.456",
                "123\n456",
                "123\t456",
                "١٢٣٤٥٦",
                "１２３４５６",
                "१२३४५६",
                "123\u200b456",
                "null"
            })
    void anythingElseIsNoCode(String input) {
        assertThat(TypedCode.parse(input)).isEmpty();
    }

    @Test
    void aMissingFieldIsNoCode() {
        assertThat(TypedCode.parse(null)).isEmpty();
    }

    @Test
    void aLongInputIsNotEvenLookedAt() {
        assertThat(TypedCode.parse(" ".repeat(59) + "123456")).isEmpty();
        assertThat(TypedCode.parse(" ".repeat(58) + "123456")).isPresent();
    }

    @Test
    void tenDigitsAreTheMost() {
        assertThat(TypedCode.parse("1234567890")).isPresent();
    }
}
