package dev.twofactor.benchmark;

import dev.twofactor.inbox.Inbox;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.models.utils.TimeBasedOTP;

/** Signs people in, from the application's button to its tokens, and takes the time of each step. Thread-safe. */
final class Login {

    private static final Pattern CODE = Pattern.compile("\\d{6,}");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String server;
    private final Inbox inbox;
    private final Applications applications;

    /** @param inbox cleared since this person last got a message */
    Login(String server, Inbox inbox, Applications applications) {
        this.server = server;
        this.inbox = inbox;
        this.applications = applications;
    }

    /**
     * One login of the person's kind in a browser that has nothing but, perhaps, its trust.
     *
     * @return nanoseconds of each step that there was
     * @throws IllegalStateException when the login is not of that kind or does not end at the application
     */
    Map<Step, Long> run(Person person) {
        return run(person, person.kind(), Map.of());
    }

    /** A login by text message that ticks the box. */
    void trust(Person person) {
        run(person, Kind.SMS, Map.of("trustDevice", "on"));
        if (!person.browser().isTrusted()) {
            throw new IllegalStateException("The browser of " + person + " is not trusted");
        }
    }

    private Map<Step, Long> run(Person person, Kind kind, Map<String, String> ticked) {
        Map<Step, Long> times = new EnumMap<>(Step.class);
        Browser browser = person.browser();
        browser.forgetSession();
        Answer page = browser.get(BenchmarkRealm.loginAddress(server, kind.client()));
        times.put(Step.LOGIN_PAGE, page.nanos());
        page = browser.submit(page, Map.of("username", person.name(), "password", Person.PASSWORD));
        times.put(Step.PASSWORD, page.nanos());
        if (kind.asksForCode()) {
            Map<String, String> typed = new HashMap<>(ticked);
            String code = code(person, kind, times);
            if (kind == Kind.SMS_WRONG_FIRST) {
                page = browser.submit(page, Map.of(kind.field(), wrong(code)));
                times.put(Step.WRONG_CODE, page.nanos());
            }
            typed.put(kind.field(), code);
            page = browser.submit(page, typed);
            times.put(Step.CODE, page.nanos());
        }
        if (!page.arrived()) {
            throw new IllegalStateException("A login (" + kind.words() + ") ended at the page: " + page.title());
        }
        long start = System.nanoTime();
        applications.redeem(kind.client(), page.url());
        times.put(Step.TOKENS, System.nanoTime() - start);
        return times;
    }

    private static String wrong(String code) {
        return (code.charAt(0) == '9' ? '0' : '9') + code.substring(1);
    }

    private String code(Person person, Kind kind, Map<Step, Long> times) {
        if (kind == Kind.KEYCLOAK_OTP) {
            return new TimeBasedOTP().generateTOTP(BenchmarkRealm.APP_SECRET);
        }
        long start = System.nanoTime();
        String text = inbox.awaitMessage(person.destination(), 1, PATIENCE).text();
        times.put(Step.MESSAGE, System.nanoTime() - start);
        Matcher digits = CODE.matcher(text);
        if (!digits.find()) {
            throw new IllegalStateException("A message without a code");
        }
        return digits.group();
    }
}
