package dev.twofactor.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.keycloak.email.EmailException;

class MailFaultTest {

    private static SendResult typed(Exception cause) {
        return MailFault.of(new EmailException("Error when attempting to send the email", cause));
    }

    @Test
    void aRefusedLoginIsWrongCredentialsHoweverDeepItLies() {
        assertThat(typed(new EmailException("connect failed", new AuthenticationFailedException("535 no"))))
                .isEqualTo(SendResult.failed(Outcome.CREDENTIALS_WRONG, "authentication"));
    }

    @Test
    void aRefusedRecipientIsARefusedDestination() throws AddressException {
        Address[] refused = {new InternetAddress("anna@shop.example")};
        Address[] none = {};

        assertThat(typed(new SendFailedException("Invalid Addresses", null, none, none, refused)))
                .isEqualTo(SendResult.failed(Outcome.NUMBER_REFUSED, "recipient-refused"));
        assertThat(typed(new SendFailedException("451 later", null, none, refused, none)))
                .isEqualTo(SendResult.failed(Outcome.UNAVAILABLE, "refused"));
    }

    @Test
    void whatKeycloakRefusesItselfIsTheAddress() {
        assertThat(MailFault.of(new EmailException("Invalid address 'x'")))
                .isEqualTo(SendResult.failed(Outcome.NUMBER_REFUSED, "address"));
    }

    @Test
    void troubleOnTheWayIsToldByItsKind() {
        assertThat(typed(new MessagingException("x", new ConnectException())).reason())
                .isEqualTo("connection");
        assertThat(typed(new MessagingException("x", new UnknownHostException()))
                        .reason())
                .isEqualTo("unknown-host");
        assertThat(typed(new MessagingException("x", new SocketTimeoutException()))
                        .reason())
                .isEqualTo("timeout");
        assertThat(typed(new MessagingException("x", new SSLHandshakeException("x")))
                        .reason())
                .isEqualTo("tls");
        assertThat(typed(new MessagingException("x")).reason()).isEqualTo("smtp");
        assertThat(typed(new MessagingException("x")).outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void theWordsOfTheMailServerAreNotRepeated() {
        assertThat(typed(new MessagingException("550 anna@shop.example unknown"))
                        .toString())
                .doesNotContain("anna");
    }
}
