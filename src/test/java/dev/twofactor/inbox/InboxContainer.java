package dev.twofactor.inbox;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The inbox as a process of its own, reachable from other containers: page on 8025, mail on 8026. */
public final class InboxContainer {

    private InboxContainer() {}

    public static void main(String[] args) throws UnknownHostException {
        Inbox inbox = Inbox.start(InetAddress.getByName("0.0.0.0"), 8025, 8026);
        Runtime.getRuntime().addShutdownHook(new Thread(inbox::close, "end of the inbox"));
    }
}
