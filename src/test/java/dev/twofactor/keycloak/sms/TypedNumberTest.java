package dev.twofactor.keycloak.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.policy.NumberPolicy;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.keycloak.sms.TypedNumber.Refusal;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedNumberTest {

    private static final NumberPolicy DEFAULT = policy(Map.of());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    +14155550101              |    | +14155550101
                    +1 (415) 555-0101         |    | +14155550101
                    0014155550101             |    | +14155550101
                    00 1 415 555 0101         | US | +14155550101
                    011 49 1512 3456789       | US | +4915123456789
                    00491512 3456789          | US | +4915123456789
                    0049 1512 3456789         | DE | +4915123456789
                    01512 3456789             | DE | +4915123456789
                    (0)1512/3456789           | DE | +4915123456789
                    +49 (0)1512 3456789       |    | +4915123456789
                    415.555.0101              | US | +14155550101
                    ٠٤١٥٥٥٥٠١٠١               | XX |
                    +١٤١٥٥٥٥٠١٠١              |    | +14155550101
                    ＋１４１５５５５０１０１        |    | +14155550101
                    +33 6 12 34 56 78         | US | +33612345678
                    """)
    void whatPeopleTypeBecomesE164(String typed, String country, String e164) {
        TypedNumber read = TypedNumber.read(typed, country, DEFAULT);

        if (e164 == null) {
            assertThat(read.destination()).isNull();
        } else {
            assertThat(read.destination().address()).isEqualTo(e164);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "call me",
                "1-800-FLOWERS",
                "+1415555CALL",
                "tel:+14155550101",
                "+1415555010",
                "+141555501011",
                "1234567890123456789012345678901234567890",
                "+1234567890123456789012345678901234567890",
                "+999999999",
                "+1 415 555 0101; drop table",
                "<b>+14155550101</b>",
                "\u0000+14155550101",
                "+14155550101\n+14155550102",
            })
    void everythingElseIsNoNumber(String typed) {
        assertThat(TypedNumber.read(typed, "US", DEFAULT).refusal()).isEqualTo(Refusal.NOT_A_NUMBER);
    }

    @Test
    void inputIsBounded() {
        assertThat(TypedNumber.read("+14155550101" + " ".repeat(52), null, DEFAULT)
                        .refusal())
                .isNull();
        assertThat(TypedNumber.read("+14155550101" + " ".repeat(53), null, DEFAULT)
                        .refusal())
                .isEqualTo(Refusal.NOT_A_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1 415 555 0101 ext. 5", "+1 415 555 0101 x5", "+1 415 555 0101 #5"})
    void anExtensionCannotBeTexted(String typed) {
        assertThat(TypedNumber.read(typed, null, DEFAULT).refusal()).isEqualTo(Refusal.EXTENSION);
    }

    @Test
    void aLocalNumberNeedsACountry() {
        assertThat(TypedNumber.read("415 555 0101", null, DEFAULT).refusal()).isEqualTo(Refusal.COUNTRY_MISSING);
        assertThat(TypedNumber.read("415 555 0101", "ZZ", DEFAULT).refusal()).isEqualTo(Refusal.COUNTRY_MISSING);
        assertThat(TypedNumber.read("415 555 0101", null, policy(Map.of("home-country", "US")))
                        .destination()
                        .address())
                .isEqualTo("+14155550101");
        assertThat(TypedNumber.read("01512 3456789", "DE", policy(Map.of("home-country", "US")))
                        .destination()
                        .address())
                .isEqualTo("+4915123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+1 900 234 5678", // premium rate
                "+44 909 879 0000", // premium rate
                "+44 843 012 3456", // shared cost
                "+49 180 1234567", // shared cost
                "+870 773 111 632", // Inmarsat
                "+878 10 1234567890",
                "+881 6 31234567", // Iridium
                "+882 1 3456789",
                "+883 5100 12345678",
                "+979 123456789", // international premium rate
                "+800 1234 5678",
            })
    void whatCostsOrGoesToNoCountryIsRefused(String typed) {
        assertThat(TypedNumber.read(typed, null, DEFAULT).refusal()).isEqualTo(Refusal.KIND_REFUSED);
    }

    @Test
    void thePolicyChoosesKinds() {
        NumberPolicy policy = policy(Map.of("refused-numbers", "toll-free,fixed-line"));

        assertThat(TypedNumber.read("+1 900 234 5678", null, policy).refusal()).isNull();
        assertThat(TypedNumber.read("+1 800 234 5678", null, policy).refusal()).isEqualTo(Refusal.KIND_REFUSED);
        assertThat(TypedNumber.read("+49 30 123456", null, policy).refusal()).isEqualTo(Refusal.KIND_REFUSED);
        assertThat(TypedNumber.read("+49 30 123456", null, DEFAULT).refusal()).isNull();
    }

    @Test
    void thePolicyChoosesCountries() {
        NumberPolicy policy = policy(Map.of("countries", "DE,AT"));

        assertThat(TypedNumber.read("+14155550101", null, policy).refusal()).isEqualTo(Refusal.COUNTRY_REFUSED);
        assertThat(TypedNumber.read("+1 415 555 0101", "DE", policy).refusal()).isEqualTo(Refusal.COUNTRY_REFUSED);
        assertThat(TypedNumber.read("+4915123456789", null, policy).refusal()).isNull();
        assertThat(TypedNumber.read("+4915123456789", null, policy)
                        .destination()
                        .country())
                .isEqualTo("DE");
    }

    @Test
    void nothingOfTheNumberIsPrinted() {
        assertThat(TypedNumber.read("+14155550101", null, DEFAULT).toString()).doesNotContain("555");
    }

    @Test
    void countriesAreNamedAndSortedInThePersonsLanguage() {
        var german = Countries.of(DEFAULT, Locale.GERMAN);
        assertThat(german).anySatisfy(country -> assertThat(country)
                .containsEntry("code", "AT")
                .containsEntry("name", "Österreich")
                .containsEntry("prefix", "+43"));
        assertThat(german.stream().map(country -> country.get("code")).toList())
                .containsSubsequence("EG", "AT", "PL"); // Ägypten, Österreich, Polen
        assertThat(Countries.of(policy(Map.of("countries", "DE,AT")), Locale.ENGLISH))
                .extracting(country -> country.get("name"))
                .containsExactly("Austria", "Germany");
        assertThat(Countries.of(policy(Map.of("countries", "US")), Locale.ENGLISH))
                .extracting(country -> country.get("pattern"))
                .containsExactly("(###) ###-####");
    }

    private static NumberPolicy policy(Map<String, String> keys) {
        return NumberPolicy.from(new Settings(keys));
    }
}
