package dev.twofactor.keycloak.delivery;

import org.keycloak.forms.login.LoginFormsProvider;

/** Says which of several messages this one is, so that people know the newest. */
public final class MessageNumber {

    private MessageNumber() {}

    /**
     * Such as "Message 2 of 3." in the user's language; empty for the first.
     *
     * @param forms looks up texts in the user's language
     * @param message its number, from 1
     * @param most messages of one login at most
     */
    public static String of(LoginFormsProvider forms, int message, int most) {
        if (message < 2) {
            return "";
        }
        String last = String.valueOf(Math.max(most, message));
        return forms.getMessage("twoFactorMessageNumber", String.valueOf(message), last);
    }
}
