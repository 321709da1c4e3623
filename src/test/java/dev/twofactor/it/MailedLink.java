package dev.twofactor.it;

import java.time.Duration;
import java.util.Arrays;

/** Links that Keycloak mails. */
final class MailedLink {

    private MailedLink() {}

    /** The first link in the n-th mail to this address, n from 1; waits until it is there. */
    static String to(String address, int n) {
        String text = TestKeycloak.shared()
                .inbox()
                .awaitMessage(address, n, Duration.ofSeconds(30))
                .text();
        return Arrays.stream(text.split("\\s+"))
                .filter(word -> word.startsWith("http"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("A mail without a link"));
    }

    /** Follows a link as a person does, with the button that Keycloak puts first in a browser that did not ask for it. */
    static Page follow(BrowserSession browser, String link) {
        Page page = browser.get(link);
        var further = page.html().selectFirst("#kc-info-message a[href*=action-token]");
        return further == null ? page : browser.get(further.absUrl("href"));
    }
}
