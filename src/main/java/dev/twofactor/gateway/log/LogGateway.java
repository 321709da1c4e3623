package dev.twofactor.gateway.log;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SmsGateway;
import dev.twofactor.domain.delivery.SmsMessage;
import java.util.function.Consumer;

/** Writes the text, with the code in it, into a log instead of sending it: for development only, and only where asked for. */
public final class LogGateway implements SmsGateway {

    private static final int SHOWN_DIGITS = 2;

    private final Consumer<String> warnings;

    /** @param warnings takes one entry per message; should be shown at level WARN */
    public LogGateway(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    @Override
    public SendResult send(SmsMessage message) {
        warnings.accept("DEVELOPMENT ONLY, NOT SENT: whoever reads this log can sign in with the codes in it."
                + " Switch the service 'log' off in production. To the number that ends in " + lastDigits(message)
                + ":\n" + message.text());
        return SendResult.accepted(null);
    }

    private static String lastDigits(SmsMessage message) {
        return message.to().substring(message.to().length() - SHOWN_DIGITS);
    }
}
