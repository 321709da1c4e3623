package dev.twofactor.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MailSettingsTest {

    @Test
    void noWaitIsLongerThanFiveSeconds() {
        assertThat(MailSettings.of(Map.of("timeout", "60000", "connectionTimeout", "800", "writeTimeout", "soon")))
                .containsEntry("timeout", "5000")
                .containsEntry("connectionTimeout", "800")
                .containsEntry("writeTimeout", "5000");
    }

    @Test
    void namesCannotStartAHeader() {
        assertThat(MailSettings.of(Map.of("fromDisplayName", "Acme\r\nBcc: evil@shop.example")))
                .containsEntry("fromDisplayName", "Acme  Bcc: evil@shop.example");
    }

    @Test
    void theConversationIsNotPrintedAndTheRestStays() {
        assertThat(MailSettings.of(Map.of("debug", "true", "host", "mail.example")))
                .doesNotContainKey("debug")
                .containsEntry("host", "mail.example");
    }
}
