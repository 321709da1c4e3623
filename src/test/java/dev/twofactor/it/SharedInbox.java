package dev.twofactor.it;

import dev.twofactor.inbox.Inbox;

/** The one inbox where every server of the run sends its messages. */
final class SharedInbox {

    private static Inbox inbox;

    private SharedInbox() {}

    /** The running one; the first caller starts it. */
    static synchronized Inbox get() {
        if (inbox == null) {
            inbox = Inbox.start(0, 0);
        }
        return inbox;
    }
}
