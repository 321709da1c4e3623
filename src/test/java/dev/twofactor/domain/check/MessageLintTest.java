package dev.twofactor.domain.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.check.MessageLint.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageLintTest {

    private static final String CODE = "123456";
    private static final String LAST_LINE = "\n\n@id.acme.example #123456";

    private static MessageLint lint(String sentence) {
        return MessageLint.of(sentence + LAST_LINE, CODE, "id.acme.example", "");
    }

    @Test
    void aGoodMessageHasNoProblems() {
        MessageLint lint = lint("123456 is your code for Acme. Never share it.");

        assertThat(lint).isEqualTo(new MessageLint(true, 1, java.util.List.of()));
    }

    @Test
    void withoutAHostNoLastLineIsExpected() {
        assertThat(MessageLint.of("123456 is your code.", CODE, "", "").problems())
                .isEmpty();
    }

    @Test
    void theCodeMustStandInTheSentenceOnce() {
        assertThat(lint("Your code is below.").problems()).containsExactly(Problem.NO_CODE);
        assertThat(lint("123456, again 123456").problems()).containsExactly(Problem.CODE_TWICE);
    }

    @Test
    void anotherNumberMustNotStandBeforeTheCode() {
        assertThat(lint("Call 0800123 or type 123456").problems()).containsExactly(Problem.OTHER_NUMBER_FIRST);
        assertThat(lint("In 12345 minutes 123456 ends").problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@id.acme.example #123456\n",
                "@id.acme.example #123456\nReply STOP",
                "@other.example #123456",
                "@id.acme.example  #123456",
                "id.acme.example #123456"
            })
    void theLastLineMustBeExactlyWhatBrowsersRead(String lastLine) {
        assertThat(MessageLint.of("123456 is your code\n\n" + lastLine, CODE, "id.acme.example", "")
                        .problems())
                .contains(Problem.BROKEN_LAST_LINE);
    }

    @Test
    void aNewlineAtTheEndIsBrokenWithoutALastLineToo() {
        assertThat(MessageLint.of("123456 is your code\n", CODE, "", "").problems())
                .containsExactly(Problem.BROKEN_LAST_LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"see https://acme.example", "see HTTP:x", "see www.acme", "see Acme.com now"})
    void linksAreFound(String words) {
        assertThat(lint("123456 is your code, " + words).problems()).containsExactly(Problem.LINK);
    }

    @Test
    void aLetterOutsideTheAlphabetIsFoundWhereItCostsAnotherPart() {
        assertThat(lint("123456 — код").problems()).isEmpty();
        assertThat(lint("123456 — код").gsm()).isFalse();
        assertThat(lint("123456 is your code — " + "please do not share it.").problems())
                .containsExactly(Problem.COSTLY_LETTER);
    }

    @Test
    void threePartsAreTooLong() {
        String two = "x".repeat(306 - CODE.length() - LAST_LINE.length()) + CODE;
        assertThat(lint(two).problems()).isEmpty();
        assertThat(lint(two).segments()).isEqualTo(2);

        assertThat(lint("x" + two).problems()).containsExactly(Problem.TOO_LONG);
    }

    @Test
    void ourOwnLinkIsNoProblemUntilItCostsAnotherPart() {
        String report = "Not you? https://id.acme.example/realms/shop/two-factor-notice?ABCDEFGabcdefg";
        String sentence = "123456 is your code for Acme. ";
        assertThat(own(sentence + report, report).problems()).isEmpty();
        assertThat(own(sentence + "Never, ever share it with anybody. " + report, report)
                        .problems())
                .containsExactly(Problem.LINK_COSTS_PART);
        assertThat(own("123456 is on acme.com " + report, report).problems()).containsExactly(Problem.LINK);
        assertThat(own("Not you? https://evil.example 123456 " + report, report).problems())
                .containsExactly(Problem.LINK);
    }

    private static MessageLint own(String sentence, String report) {
        return MessageLint.of(sentence + LAST_LINE, CODE, "id.acme.example", report);
    }
}
