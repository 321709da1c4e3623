package dev.twofactor.keycloak.email;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.keycloak.email.EmailException;

/** Tells why a mail did not leave, by the types in the exception's chain: their texts quote the mail server, who quotes the address. */
final class MailFault {

    private static final int LONGEST_CHAIN = 20;

    private MailFault() {}

    static SendResult of(EmailException fault) {
        List<Throwable> chain = chain(fault);
        if (has(chain, AuthenticationFailedException.class)) {
            return SendResult.failed(Outcome.CREDENTIALS_WRONG, "authentication");
        }
        if (chain.stream().anyMatch(MailFault::refusesRecipient)) {
            return SendResult.failed(Outcome.NUMBER_REFUSED, "recipient-refused");
        }
        if (chain.size() == 1) {
            // Keycloak's own check, before any server was asked: the sender was checked already.
            return SendResult.failed(Outcome.NUMBER_REFUSED, "address");
        }
        return SendResult.failed(Outcome.UNAVAILABLE, reason(chain));
    }

    private static String reason(List<Throwable> chain) {
        if (has(chain, SocketTimeoutException.class)) {
            return "timeout";
        }
        if (has(chain, SSLException.class)) {
            return "tls";
        }
        if (has(chain, UnknownHostException.class)) {
            return "unknown-host";
        }
        if (has(chain, ConnectException.class)) {
            return "connection";
        }
        return has(chain, SendFailedException.class) ? "refused" : "smtp";
    }

    private static boolean refusesRecipient(Throwable cause) {
        return cause instanceof SendFailedException refusal
                && refusal.getInvalidAddresses() != null
                && refusal.getInvalidAddresses().length > 0;
    }

    private static boolean has(List<Throwable> chain, Class<? extends Exception> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    // Jakarta Mail has a chain of its own, beside that of all exceptions.
    private static List<Throwable> chain(Throwable fault) {
        List<Throwable> chain = new ArrayList<>();
        Throwable next = fault;
        while (next != null && chain.size() < LONGEST_CHAIN && !chain.contains(next)) {
            chain.add(next);
            Exception mails = next instanceof MessagingException mail ? mail.getNextException() : null;
            next = mails == null ? next.getCause() : mails;
        }
        return chain;
    }
}
