package dev.twofactor.it;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;

/** One of many who sign in again and again: each time by another method, now and then with a wrong code or a reload. */
final class SoakPerson {

    private static final String SECRET = "JBSWY3DPEHPK3PXP";
    /** What a page may say while the vendor is down, or while very many sign in. */
    private static final Set<String> INTENDED = Set.of(
            "The message could not be sent. Try again, or sign in another way.",
            "Many people are signing in right now. Go back and try again in a moment.",
            "That code did not work or is no longer valid. Check the newest message, or send a new code.");

    /** Before a user's limits of an hour are reached. */
    private static final int LOGINS_PER_USER = 20;

    private final TestRealm realm;
    private final Map<String, Integer> ends;
    private final Queue<String> troubles;
    private final Random random;
    private final String phone;
    private final String address;
    private TestUser texted;
    private TestUser mailed;
    private int logins;

    SoakPerson(TestRealm realm, int number, Map<String, Integer> ends, Queue<String> troubles) {
        this.realm = realm;
        this.ends = ends;
        this.troubles = troubles;
        this.random = new Random(number);
        this.phone = PhoneNumbers.next();
        this.address = MailAddresses.next();
    }

    void signInOnce() {
        if (logins % LOGINS_PER_USER == 0) {
            texted = realm.newUser(phone, Credentials.phone(phone));
            mailed = realm.newUser("", Credentials.address(address));
        }
        int method = logins++ % 3;
        try {
            String end = method == 2 ? byApp() : byCode(method == 0 ? texted : mailed, method == 0 ? phone : address);
            ends.merge(end, 1, Integer::sum);
        } catch (RuntimeException | AssertionError e) {
            troubles.add(e.toString());
        }
    }

    // A code of an app works once in half a minute, so each login has a user of its own.
    private String byApp() {
        TestUser user = realm.newUser("", Credentials.app(SECRET));
        SignIn person = realm.signIn();
        if (!seen(person.password(user)).isCodePage()) {
            return "busy";
        }
        if (random.nextInt(3) == 0) {
            seen(person.code("000000"));
        }
        return end(seen(person.code(Credentials.appCode(SECRET))));
    }

    private String byCode(TestUser user, String to) {
        int before = SentCodes.to(to).size();
        SignIn person = realm.signIn();
        if (!seen(person.password(user)).isCodePage()) {
            return "busy";
        }
        if (random.nextInt(3) == 0) {
            seen(person.browser().reload());
        }
        if (!arrives(user, to, before)) {
            seen(person.browser().reload());
            return "not sent";
        }
        List<String> codes = SentCodes.to(to);
        if (codes.size() != before + 1) {
            troubles.add("one login had " + (codes.size() - before) + " messages");
        }
        String code = codes.get(codes.size() - 1);
        if (random.nextInt(3) == 0) {
            seen(person.code(code.equals("000000") ? "000001" : "000000"));
        }
        return end(seen(person.code(code)));
    }

    // Whether it came; false where the ledger says that it will not.
    private boolean arrives(TestUser user, String to, int before) {
        Waiting.until(() -> SentCodes.to(to).size() > before
                || Rows.text("select state from two_factor_ledger where user_id = ? order by created_at desc", user)
                        .equals("FAILED"));
        return SentCodes.to(to).size() > before;
    }

    // The code was right, and at most one before it was wrong.
    private String end(Page page) {
        if (page.isSignedIn()) {
            return "signed in";
        }
        if (page.status() != 503) {
            troubles.add("a right code did not work: " + page.errors());
        }
        return "busy";
    }

    private Page seen(Page page) {
        boolean fine =
                page.status() < 400 || (page.status() == 503 && page.text().contains("Many people"));
        if (!fine || !INTENDED.containsAll(page.errors())) {
            troubles.add(page.status() + " " + page.title() + " " + page.errors());
        }
        return page;
    }

    long textsReceived() {
        return SentCodes.to(phone).size();
    }

    long mailsReceived() {
        return SentCodes.to(address).size();
    }
}
