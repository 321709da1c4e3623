package dev.twofactor.keycloak.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.LanguageFiles;
import dev.twofactor.domain.check.MessageLint;
import dev.twofactor.domain.delivery.Segments;
import dev.twofactor.domain.policy.ReportLinkMode;
import java.text.MessageFormat;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text message in every language, with real values: no fault in it, and one part wherever that can be. */
class SmsLanguagesTest {

    private static final String CODE = "123456";
    private static final String COMPANY = "Acme";
    private static final String HOST = "login.acme.example";
    private static final String LINK = "https://login.acme.example/realms/shop/two-factor-notice?ABCDEFGHIJKLMN";

    static List<String> languages() {
        return LanguageFiles.all();
    }

    /** Those whose code leaves in letters that are all in the GSM alphabet, so that 160 of them fit one part. */
    static Stream<String> languagesOfLongParts() {
        return Stream.of(
                "ca", "da", "de", "en", "es", "eu", "fi", "fr", "hr", "id", "it", "lt", "lv", "nl", "no", "pl", "ro",
                "sl", "sv", "tr");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theCodeLeavesInOnePartWithItsLineForBrowsers(String language) {
        String text = SmsText.of(words(language), COMPANY, CODE, HOST);

        assertFaultless(text, HOST);
        assertThat(text).contains(COMPANY);
    }

    @ParameterizedTest
    @MethodSource("languagesOfLongParts")
    void whereTheAlphabetLetsItALongNameFitsToo(String language) {
        String text = SmsText.of(words(language), "Acme Mail-Order Trading Company", "12345678", HOST);

        assertThat(Segments.isGsm(text)).as(text).isTrue();
        assertThat(Segments.of(text)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theLinkIsLeftOutWhereItWouldCostAPart(String language) {
        String report = words(language).apply("twoFactorSmsReport", new Object[] {LINK});
        String text = SmsText.of(words(language), COMPANY, CODE, HOST, report, ReportLinkMode.IF_IT_FITS);

        assertThat(MessageLint.of(text, CODE, HOST, report).problems()).isEmpty();
        assertThat(Segments.of(text)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void withTheLinkItHasAtMostThreePartsAndNoOtherFault(String language) {
        String report = words(language).apply("twoFactorSmsReport", new Object[] {LINK});
        String text = SmsText.of(words(language), COMPANY, CODE, HOST, report, ReportLinkMode.ALWAYS);

        assertThat(MessageLint.of(text, CODE, HOST, report).problems())
                .isSubsetOf(
                        MessageLint.Problem.LINK_COSTS_PART,
                        MessageLint.Problem.COSTLY_LETTER,
                        MessageLint.Problem.TOO_LONG);
        assertThat(Segments.of(text)).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theHelpDesksCodeLeavesInOnePartAndOneLine(String language) {
        String text = SmsText.forHelpDesk(words(language), COMPANY, CODE);

        assertFaultless(text, "");
        assertThat(text.lines()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("languages")
    void theNoticeLeavesInOnePartWithoutALink(String language) {
        String text = words(language).apply("twoFactorNoticeSms", new Object[] {COMPANY});

        assertThat(Segments.of(text)).as(text).isEqualTo(1);
        assertThat(text).contains(COMPANY).doesNotContain("http", "www").doesNotContainPattern("[0-9]");
    }

    private static void assertFaultless(String text, String host) {
        MessageLint lint = MessageLint.of(text, CODE, host);
        assertThat(lint.problems()).as(text).isEmpty();
        assertThat(lint.segments()).as(text).isEqualTo(1);
    }

    private static BiFunction<String, Object[], String> words(String language) {
        Map<String, String> texts = LanguageFiles.texts(language);
        return (key, parameters) ->
                new MessageFormat(texts.get(key), LanguageFiles.locale(language)).format(parameters);
    }
}
