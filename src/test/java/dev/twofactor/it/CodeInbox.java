package dev.twofactor.it;

import dev.twofactor.inbox.InboxMessage;
import java.time.Duration;

/** The messages of one destination, read as a person reads them: the first run of six or more digits is the code. */
final class CodeInbox {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String destination;

    CodeInbox(String destination) {
        this.destination = destination;
    }

    /** The n-th message, n from 1; waits until it is there. */
    InboxMessage message(int n) {
        return SharedInbox.get().awaitMessage(destination, n, PATIENCE);
    }

    String code(int n) {
        return SentCodes.await(destination, n);
    }

    /** A code that is not the one of the n-th message. */
    String wrongCode(int n) {
        String code = code(n);
        int last = code.charAt(code.length() - 1) - '0';
        return code.substring(0, code.length() - 1) + (last + 1) % 10;
    }

    /** Messages with a code in them; notices do not count. */
    int codes() {
        return SentCodes.to(destination).size();
    }

    int count() {
        return SharedInbox.get().messages(destination).size();
    }

    /** Waits until the ledger has an answer for every message of the user. */
    void awaitSettled(TestUser user) {
        String messages = "select count(*) from two_factor_ledger where user_id = ? and state ";
        Waiting.until(
                PATIENCE,
                () -> Rows.count(messages + "<> 'SENDING'", user) > 0
                        && Rows.count(messages + "= 'SENDING'", user) == 0);
    }
}
