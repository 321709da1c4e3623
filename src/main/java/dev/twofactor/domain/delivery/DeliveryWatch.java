package dev.twofactor.domain.delivery;

import java.time.Duration;

/** Hears what becomes of messages, for those who count them; it is told no destination and must come back at once. */
public interface DeliveryWatch {

    /**
     * All that is tried for one message with a code has been tried; told once for each message.
     *
     * @param since the time from the moment when the request gave it away
     */
    void settled(Channel channel, Attempts attempts, Duration since);

    /** The same of a notice. Nobody enters a code of it, so it is none of the messages whose codes are entered or not. */
    void noticeSettled(Channel channel, Attempts attempts);

    /**
     * A vendor has told later, and it was news, that a message arrived or did not.
     *
     * @param service id of the service
     * @param since the time from the moment when the request gave it away
     */
    void reported(Channel channel, String service, DeliveryState told, Duration since);
}
