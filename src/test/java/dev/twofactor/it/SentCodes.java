package dev.twofactor.it;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.inbox.InboxMessage;
import dev.twofactor.it.LogScanner.SentCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads codes out of messages as a person does: the first run of six or more digits. */
final class SentCodes {

    private static final Pattern CODE = Pattern.compile("\\d{6,}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private SentCodes() {}

    /** The code of the n-th message to this number or address (1 is the oldest), waited for. */
    static String await(String to, int n) {
        InboxMessage message = SharedInbox.get().awaitMessage(to, n, PATIENCE);
        return in(message.text()).orElseThrow(() -> new AssertionError("A message without a code: " + message));
    }

    static Optional<String> in(String text) {
        Matcher digits = CODE.matcher(text == null ? "" : text);
        return digits.find() ? Optional.of(digits.group()) : Optional.empty();
    }

    /** Every code that left the server so far, in messages that the vendor refused too. */
    static List<SentCode> all() {
        Inbox inbox = SharedInbox.get();
        return Stream.concat(inbox.attemptedTexts().stream(), inbox.messages().stream())
                .flatMap(message -> in(message.text()).map(code -> new SentCode(code, message.at())).stream())
                .distinct()
                .toList();
    }
}
