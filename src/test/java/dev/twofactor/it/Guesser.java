package dev.twofactor.it;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Somebody who has a user's password, and an application and a session of that user, and types wrong codes wherever codes
 * are taken: at the login, in a set-up, over REST, at the token endpoint. Each post is made from the page before it.
 */
final class Guesser {

    /** Once in a million this is right, and then the test tells. */
    private static final String WRONG = "000000";

    private static final Duration RESEND = Duration.ofSeconds(31);
    /** With the waits for the next message, fifty of these are a day less some minutes. */
    private static final Duration ROUND = Duration.ofMinutes(28);

    private final TestRealm realm;
    private final TestUser user;
    private final UnaryOperator<URI> route;
    private final Consumer<Duration> clock;
    private final TokenEndpoint application;
    private final BrowserSession enrolling;
    private final SelfService rest;
    private final String verification;
    private final List<Integer> statuses = new ArrayList<>();
    private Duration ahead = Duration.ZERO;
    private int accepted;

    /**
     * Begins with two right codes: one starts a set-up in the browser, one gets an application a token.
     *
     * @param clock sets how far the clocks of all nodes are ahead
     */
    Guesser(TestRealm realm, TestUser user, UnaryOperator<URI> route, Consumer<Duration> clock) {
        this.realm = realm;
        this.user = user;
        this.route = route;
        this.clock = clock;
        this.application = TokenEndpoint.of(realm, "shop-api").through(route);
        this.rest = new SelfService(realm, application.tokenOf(user)).through(route);
        this.verification = rest.post(
                        "verifications", "{\"method\":\"sms\",\"destination\":\"%s\"}".formatted(PhoneNumbers.next()))
                .text("id");
        this.enrolling = startSettingUp();
    }

    private BrowserSession startSettingUp() {
        BrowserSession browser = BrowserSession.fresh().through(route);
        browser.get(realm.url() + "/protocol/openid-connect/auth?client_id=web&response_type=code&scope=openid"
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A9999%2F&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        browser.page().submit(Map.of("code", new CodeInbox(user.phone()).code(2)));
        browser.page().submit(Map.of("phoneNumber", PhoneNumbers.next()));
        return browser;
    }

    /** One login with five wrong codes and a resend between them, and two more at each other place; then half an hour goes by. */
    void round() {
        login();
        settingUp();
        overRest();
        atTheTokenEndpoint();
        move(ROUND);
    }

    void login() {
        BrowserSession browser = BrowserSession.fresh().through(route);
        new SignIn(browser, realm.url().replaceFirst("/realms/.*", ""), realm.name()).password(user);
        type(browser, 2);
        browser.reload();
        move(RESEND);
        if (!browser.page().html().select("[name=resend]").isEmpty()) {
            browser.page().submit(Map.of("resend", "on"));
        }
        type(browser, 3);
    }

    void settingUp() {
        type(enrolling, 2);
    }

    void overRest() {
        for (int i = 0; i < 2; i++) {
            SelfService.Answer answer = rest.post("verifications/" + verification, "{\"code\":\"" + WRONG + "\"}");
            note(answer.status(), answer.status() == 201);
        }
    }

    void atTheTokenEndpoint() {
        application.call(user);
        for (int i = 0; i < 2; i++) {
            TokenEndpoint.Answer answer = application.call(user, "otp", WRONG);
            note(answer.status(), answer.hasTokens());
        }
    }

    private void type(BrowserSession browser, int times) {
        for (int i = 0; i < times; i++) {
            if (!browser.page().isCodePage()) {
                browser.reload();
            }
            if (!browser.page().isCodePage()) {
                return;
            }
            Page page = browser.page().submit(Map.of("code", WRONG));
            note(page.status(), page.isSignedIn());
        }
    }

    private void note(int status, boolean right) {
        statuses.add(status);
        accepted += right ? 1 : 0;
    }

    private void move(Duration time) {
        ahead = ahead.plus(time);
        clock.accept(ahead);
    }

    /** How far it has moved the clocks. */
    Duration ahead() {
        return ahead;
    }

    /** Of all wrong codes that were posted, the HTTP status of each answer. */
    List<Integer> statuses() {
        return statuses;
    }

    /** How often a wrong code opened anything. */
    int accepted() {
        return accepted;
    }
}
