package dev.twofactor.it;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Hands out addresses for codes, each once in a run; they are never in a user's profile, so that a log that holds one has it from us. */
final class MailAddresses {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private MailAddresses() {}

    static String next() {
        return address(NEXT.incrementAndGet());
    }

    /** All that were handed out so far. */
    static List<String> handedOut() {
        return IntStream.rangeClosed(1, NEXT.get())
                .mapToObj(MailAddresses::address)
                .toList();
    }

    private static String address(int number) {
        return "anna.codes" + number + "@mailbox.example";
    }
}
