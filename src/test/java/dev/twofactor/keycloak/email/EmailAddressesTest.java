package dev.twofactor.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "anna@shop.example, a•••@s•••.example",
        "a@b.c, a•••@b•••.c",
        "anna@mail.shop.example, a•••@m•••.example",
        "7up@1und1.de, 7•••@1•••.de",
        "anna@localhost, a•••@l•••",
        "анна@пример.рф, а•••@п•••.рф",
        "anna@пример.xn--p1ai, a•••@п•••.xn--p1ai",
        "@shop.example, •••@s•••.example",
        "no-address, •••",
        "anna@, a•••@•••",
        "<b>anna@shop.example, •••@s•••.example",
        "anna@[127.0.0.1], a•••@•••.•••",
        "anna@shop.<script>, a•••@s•••.•••",
        "anna@shop.averyveryverylongtoplevel, a•••@s•••.•••"
    })
    void theMaskShowsFirstLettersAndTheLastLabel(String address, String masked) {
        assertThat(EmailAddresses.mask(address)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202Eanna@\u202Eshop.\u202Eexample",
                "\u05D0nna@\u05D1shop.\u05D2om",
                "\u0627nna@\u0627shop.\u0627",
                "\"anna\"@\u2066shop.ex\u2069ample",
                "\u0000anna@\rshop.\n"
            })
    void theMaskNeverTurnsTheLineRoundOrBreaksIt(String address) {
        assertThat(EmailAddresses.mask(address)).isEqualTo("•••@•••.•••");
    }

    @Test
    void aDestinationDoesNotTellItsAddress() {
        assertThat(EmailAddresses.destination("anna@shop.example").toString()).doesNotContain("anna", "shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@shop.example", "\"a b\"@shop.example", "anna+codes@bücher.example"})
    void whatMailCanBeSentToIsSendable(String address) {
        assertThat(EmailAddresses.isSendable(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "anna@",
                "anna@shop.example\r\nBcc: evil@shop.example",
                "anna@shop.example,evil@shop.example",
                "Anna <anna@shop.example>",
                "\u202Eanna@shop.example",
                "anna\u2028@shop.example",
                "anna\u0085@shop.example"
            })
    void whatCouldBeMoreThanAnAddressIsNot(String address) {
        assertThat(EmailAddresses.isSendable(address)).isFalse();
    }

    @Test
    void anAddressOfMoreThan254CharactersIsNotSendable() {
        String domain = ("d".repeat(60) + ".").repeat(4) + "example";

        assertThat(EmailAddresses.isSendable("anna@" + domain)).isFalse();
    }
}
