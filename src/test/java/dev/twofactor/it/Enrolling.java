package dev.twofactor.it;

import java.util.Map;

/** What a person does who has to set up a second factor in the middle of a login. */
final class Enrolling {

    private Enrolling() {}

    /** Whether the page lets the person choose what to set up. */
    static boolean isAsked(Page page) {
        return page.html().selectFirst("#two-factor-choose-form") != null;
    }

    /** Whether that page may be left by "Not now". */
    static boolean canWait(Page page) {
        return page.html().selectFirst("#two-factor-later") != null;
    }

    /** Sets up codes by text message to a new phone from the page of choices on; shows what comes then. */
    static Page phone(Page choices, String phone) {
        Page code = choices.press("Codes by text message").submit(Map.of("phoneNumber", phone));
        int messages = new CodeInbox(phone).count();
        return code.submit(Map.of("code", new CodeInbox(phone).code(Math.max(1, messages))));
    }
}
