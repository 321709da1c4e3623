package dev.twofactor.it;

import java.util.Map;

/** A person at a browser who signs in to the application {@code web} of a realm. */
final class SignIn {

    private final BrowserSession browser;
    private final String server;
    private final String realm;

    SignIn(BrowserSession browser, String realm) {
        this(browser, TestKeycloak.shared().url(), realm);
    }

    /** @param server the address of another server than the shared one */
    SignIn(BrowserSession browser, String server, String realm) {
        this.browser = browser;
        this.server = server;
        this.realm = realm;
    }

    /** Opens the application and types name and password; shows what comes after them. */
    Page password(TestUser user) {
        return open().submit(Map.of("username", user.name(), "password", user.password()));
    }

    /** Opens the application and shows the login page. */
    Page open() {
        return browser.get(BrowserSession.loginAddress(server, realm, "web"));
    }

    /** Types a code into the page shown last and presses Verify. */
    Page code(String code) {
        return browser.page().submit(Map.of("code", code));
    }

    /** Presses Send New Code on the page shown last. */
    Page resend() {
        return browser.page().submit(Map.of("resend", "on"));
    }

    BrowserSession browser() {
        return browser;
    }

    /** The page shown last. */
    Page page() {
        return browser.page();
    }

    /** The same person in a second tab of the same browser. */
    SignIn tab() {
        return new SignIn(browser.tab(), server, realm);
    }
}
