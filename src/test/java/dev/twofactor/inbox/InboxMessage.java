package dev.twofactor.inbox;

import java.time.Instant;

/**
 * A message that arrived.
 *
 * @param channel {@code sms} or {@code email}
 * @param to a number in E.164 form or a mail address
 * @param text what a phone or a plain mail program shows; empty for a mail with HTML alone
 * @param html the HTML part of a mail, else null
 * @param service whose API took it: {@code twilio} or {@code smtp}
 * @param source the whole mail as the server got it; null for a text message
 */
public record InboxMessage(
        String id, Instant at, String channel, String to, String text, String html, String service, String source) {

    /** Tells nothing of number, address and text: codes stand in them. */
    @Override
    public String toString() {
        return "InboxMessage[" + channel + " " + id + "]";
    }
}
