package dev.twofactor.keycloak.delivery;

import dev.twofactor.keycloak.delivery.CodeChannel.Letter;

/** Says which of several messages this one is, so that people know the newest. */
public final class MessageNumber {

    private MessageNumber() {}

    /**
     * Such as "Message 2 of 3." in the user's language; empty for the first.
     *
     * @param most messages of one login at most
     */
    public static String of(Letter letter, int most) {
        if (letter.number() < 2) {
            return "";
        }
        String number = String.valueOf(letter.number());
        String last = String.valueOf(Math.max(most, letter.number()));
        return letter.forms().getMessage("twoFactorMessageNumber", number, last);
    }
}
