package dev.twofactor.keycloak.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.Destination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource({
        "+14155550101,+1 ••• ••• ••01,US",
        "+4915112345678,+49 ••• ••• ••78,DE",
        "+390612345678,+39 ••• ••• ••78,IT"
    })
    void aNumberShowsItsCountryAndTwoDigits(String number, String masked, String country) {
        assertThat(PhoneNumbers.destination(number)).contains(new Destination(number, masked, country));
    }

    @Test
    void aNumberOfNoCountryHasNone() {
        assertThat(PhoneNumbers.destination("+881612345678").orElseThrow().country())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "14155550101", "+1415555010a", "+1", "+0", "+99999999999999999", "+1 415 555 0101"})
    void whatIsNoNumberHasNoDestination(String number) {
        assertThat(PhoneNumbers.destination(number)).isEmpty();
    }
}
