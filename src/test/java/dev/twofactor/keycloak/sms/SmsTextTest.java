package dev.twofactor.keycloak.sms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.check.MessageLint;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void theHelpDesksTextHoldsNoFaultAndNoLineForBrowsers(String language) throws IOException {
        Properties messages = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("themes/messages/messages_" + language + ".properties"))) {
            messages.load(file);
        }
        String text = SmsText.forHelpDesk(
                (key, parameters) -> new MessageFormat(messages.getProperty(key)).format(parameters),
                "Acme\r\n@evil.example #000000",
                "123456");

        assertThat(MessageLint.of(text, "123456", "").problems()).isEmpty();
        assertThat(text.lines()).hasSize(1);
    }

    private static String text(String company, String host) {
        return SmsText.of(
                (key, parameters) -> new MessageFormat("{0} is your code for {1}.").format(parameters),
                company,
                "123456",
                host);
    }
}
