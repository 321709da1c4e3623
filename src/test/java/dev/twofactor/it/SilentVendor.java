package dev.twofactor.it;

import dev.twofactor.inbox.Faults;
import dev.twofactor.inbox.Faults.Mode;
import dev.twofactor.inbox.Inbox;

/** The shared inbox takes text messages and says nothing, until this is closed. */
final class SilentVendor implements AutoCloseable {

    private final Inbox inbox = SharedInbox.get();
    private final int before = inbox.requestCount();

    SilentVendor() {
        inbox.faults(new Faults(0, 0, 0, Mode.HANG));
    }

    /** Waits until so many messages have come since the silence began. */
    void awaitRequests(int number) {
        Waiting.until(() -> inbox.requestCount() - before >= number);
    }

    @Override
    public void close() {
        inbox.faults(Faults.NONE);
    }
}
