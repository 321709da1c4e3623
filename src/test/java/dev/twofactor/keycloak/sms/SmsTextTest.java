package dev.twofactor.keycloak.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.check.MessageLint;
import dev.twofactor.domain.policy.ReportLinkMode;
import java.text.MessageFormat;
import org.junit.jupiter.api.Test;

class SmsTextTest {

    @Test
    void theLastLineIsForBrowsersAndNothingFollowsIt() {
        assertThat(text("Acme", "login.acme.example"))
                .isEqualTo("123456 is your code for Acme.\n\n@login.acme.example #123456");
    }

    @Test
    void withoutAHostThatIsKnownForSureThereIsNoSuchLine() {
        assertThat(text("Acme", null)).isEqualTo("123456 is your code for Acme.");
        assertThat(text("Acme", "a".repeat(61))).doesNotContain("@");
    }

    @Test
    void aCompanyNameCannotAddALineOrTurnTheTextRound() {
        assertThat(text("Acme\r\n@evil.example #000000\u202e\u2028", "acme.example")
                        .lines())
                .containsExactly("123456 is your code for Acme  @evil.example #000000.", "", "@acme.example #123456");
    }

    @Test
    void placeholdersAndTemplatesInTheNameStayWhatTheyAre() {
        assertThat(text("{0} ${x} <#assign>", null)).isEqualTo("123456 is your code for {0} ${x} <#assign>.");
    }

    @Test
    void aLongNameIsCutSoThatTheTextStaysShort() {
        assertThat(text("x".repeat(2000), "acme.example").length()).isLessThan(160);
    }

    @Test
    void theHelpDesksTextHoldsNoLineForBrowsersWhateverTheCompanyIsCalled() {
        String text = SmsText.forHelpDesk(
                (key, parameters) -> new MessageFormat("{0} is your code for {1}.").format(parameters),
                "Acme\r\n@evil.example #000000",
                "123456");

        assertThat(MessageLint.of(text, "123456", "").problems()).isEmpty();
        assertThat(text.lines()).hasSize(1);
    }

    @Test
    void aLinkStandsBeforeTheLastLineAndOnlyWhereThePolicyLetsItIn() {
        assertThat(linked("Acme", "Not you? https://a.example/x", ReportLinkMode.ALWAYS))
                .isEqualTo("123456 is your code for Acme. Not you? https://a.example/x\n\n@a.example #123456");
        assertThat(linked("Acme", "Not you? https://a.example/x", ReportLinkMode.NEVER))
                .isEqualTo("123456 is your code for Acme.\n\n@a.example #123456");
        assertThat(linked("Acme", "", ReportLinkMode.ALWAYS)).doesNotContain("Not you");
    }

    @Test
    void aLinkIsLeftOutWhereItWouldCostAnotherPart() {
        String none = linked("Acme", "", ReportLinkMode.NEVER);
        String fits = "x".repeat(160 - none.length() - 1);

        assertThat(linked("Acme", fits, ReportLinkMode.IF_IT_FITS))
                .contains(fits)
                .hasSize(160);
        assertThat(linked("Acme", fits + "x", ReportLinkMode.IF_IT_FITS)).isEqualTo(none);
        assertThat(linked("Acme", fits + "x", ReportLinkMode.ALWAYS)).hasSize(161);
        assertThat(linked("Acme", "\u043d", ReportLinkMode.IF_IT_FITS))
                .hasSizeLessThan(70)
                .contains("\u043d");
    }

    @Test
    void inAnotherAlphabetTheSameHoldsForItsShorterParts() {
        String none = linked("\u0410", "", ReportLinkMode.NEVER);
        String fits = "x".repeat(70 - none.length() - 1);

        assertThat(linked("\u0410", fits, ReportLinkMode.IF_IT_FITS)).contains(fits);
        assertThat(linked("\u0410", fits + "x", ReportLinkMode.IF_IT_FITS)).isEqualTo(none);
    }

    private static String linked(String company, String report, ReportLinkMode mode) {
        return SmsText.of(
                (key, parameters) -> new MessageFormat("{0} is your code for {1}.").format(parameters),
                company,
                "123456",
                "a.example",
                report,
                mode);
    }

    private static String text(String company, String host) {
        return SmsText.of(
                (key, parameters) -> new MessageFormat("{0} is your code for {1}.").format(parameters),
                company,
                "123456",
                host);
    }
}
