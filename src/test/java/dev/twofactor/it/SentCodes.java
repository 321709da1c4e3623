package dev.twofactor.it;

import dev.twofactor.inbox.Inbox;
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
    /** Keys in links may have as many digits. */
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SentCodes() {}

    /** The code of the n-th message with one to this number or address (1 is the oldest), waited for; notices do not count. */
    static String await(String to, int n) {
        Waiting.until(PATIENCE, () -> to(to).size() >= n);
        return to(to).get(n - 1);
    }

    /** All codes that came to this number or address, oldest first. */
    static List<String> to(String to) {
        return SharedInbox.get().messages(to).stream()
                .map(message -> in(message.text()))
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<String> in(String text) {
        Matcher digits = CODE.matcher(text == null ? "" : LINK.matcher(text).replaceAll(""));
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
