package dev.twofactor.inbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The accepted messages in order of arrival; the oldest give way at 10,000. */
final class InboxMessages {

    private static final int CAPACITY = 10_000;

    private final Deque<InboxMessage> messages = new ArrayDeque<>();

    synchronized void add(InboxMessage message) {
        messages.addLast(message);
        if (messages.size() > CAPACITY) {
            messages.removeFirst();
        }
        notifyAll();
    }

    synchronized List<InboxMessage> all() {
        return List.copyOf(messages);
    }

    synchronized List<InboxMessage> to(String recipient) {
        return messages.stream()
                .filter(message -> message.to().equalsIgnoreCase(recipient))
                .toList();
    }

    synchronized void clear() {
        messages.clear();
    }

    /** The n-th message to this recipient (1 is the oldest), waited for; null when the time is over. */
    synchronized InboxMessage await(String recipient, int n, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (to(recipient).size() < n) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return null;
            }
            wait(left);
        }
        return to(recipient).get(n - 1);
    }
}
