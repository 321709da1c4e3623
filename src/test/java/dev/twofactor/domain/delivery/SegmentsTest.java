package dev.twofactor.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

    @ParameterizedTest
    @CsvSource({
        "a,160,1", "a,161,2", "a,306,2", "a,307,3", "€,80,1", "€,81,2", "€,153,3", "ж,70,1", "ж,71,2", "ж,134,2",
        "ж,135,3", "😀,35,1", "😀,36,2", "😀,66,2", "😀,67,3"
    })
    void aTextIsCutAsPhonesCutIt(String letter, int times, int segments) {
        assertThat(Segments.of(letter.repeat(times))).isEqualTo(segments);
    }

    @Test
    void oneForeignLetterMakesAllPartsShort() {
        assertThat(Segments.isGsm("Grüße, 5 € [a]\n@shop.example #123456")).isTrue();
        assertThat(Segments.isGsm("Gruß „Acme“")).isFalse();
        assertThat(Segments.of("a".repeat(80) + "„")).isEqualTo(2);
        assertThat(Segments.of("")).isEqualTo(1);
    }
}
