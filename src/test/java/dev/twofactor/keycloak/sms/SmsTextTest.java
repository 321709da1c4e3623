package dev.twofactor.keycloak.sms;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static String text(String company, String host) {
        return SmsText.of(
                (key, parameters) -> new MessageFormat("{0} is your code for {1}.").format(parameters),
                company,
                "123456",
                host);
    }
}
