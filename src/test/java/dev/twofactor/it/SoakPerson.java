package dev.twofactor.it;

import dev.twofactor.inbox.Inbox;
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
            "The message could not be sent. Ask for a new code, or sign in another way.",
            "That code did not work or is no longer valid. Check the newest message, or send a new code.",
            "That code did not work. Type the code that your app shows now; each code works once.");

    private static final long SECOND = 1_000_000_000;
    /** Before a user's limits of an hour are reached. */
    private static final int LOGINS_PER_USER = 20;

    private final SoakServer server;
    private final TestRealm realm;
    private final Map<String, Integer> ends;
    private final Queue<String> troubles;
    private final Random random;
    private TestUser texted;
    private TestUser mailed;
    private int logins;
    private long textsReceived;
    private long textsAttempted;
    private long mailsReceived;

    /**
     * @param ends counts how logins ended
     * @param troubles takes whatever should not have happened
     */
    SoakPerson(SoakServer server, TestRealm realm, int number, Map<String, Integer> ends, Queue<String> troubles) {
        this.server = server;
        this.realm = realm;
        this.ends = ends;
        this.troubles = troubles;
        this.random = new Random(number);
    }

    void signInOnce() {
        if (logins % LOGINS_PER_USER == 0) {
            // The inbox forgets the oldest messages of a long soak.
            retire();
            texted = realm.newUser();
            mailed = realm.newUserWithAddress();
        }
        int method = logins++ % 3;
        try {
            ends.merge(method == 2 ? byApp() : byCode(method == 0 ? texted : mailed), 1, Integer::sum);
        } catch (RuntimeException | AssertionError e) {
            troubles.add(e.toString());
        }
    }

    // A code of an app works once in half a minute, so each login has a user of its own.
    private String byApp() {
        TestUser user = realm.newUser("", Credentials.app(SECRET));
        String end = byApp(user);
        realm.delete(user);
        return end;
    }

    private String byApp(TestUser user) {
        SignIn person = realm.signIn();
        if (!isAskedForCode(person.password(user))) {
            return "busy";
        }
        if (random.nextInt(3) == 0) {
            seen(person.code("000000"));
        }
        return end(seen(person.code(Credentials.appCode(SECRET))));
    }

    // A server without a turn for another one says so; whoever is let in without a code is the worst that could be
    // seen.
    private boolean isAskedForCode(Page page) {
        if (!seen(page).isCodePage() && page.status() != 503) {
            troubles.add("no code was asked for: " + page.status());
        }
        return page.isCodePage();
    }

    private String byCode(TestUser user) {
        String end = signInByCode(user);
        // A session that stays is Keycloak's to keep.
        realm.admin().logOut(realm.name(), user.id());
        return end;
    }

    private String signInByCode(TestUser user) {
        String to = user.phone().isEmpty() ? user.address() : user.phone();
        int before = SentCodes.to(to).size();
        SignIn person = realm.signIn();
        if (!isAskedForCode(person.password(user))) {
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

    // Whether it came; false where the ledger says that it will not. The ledger is asked once a second: there are many.
    private boolean arrives(TestUser user, String to, int before) {
        long[] next = {System.nanoTime() + SECOND};
        Waiting.until(() -> {
            boolean ask = System.nanoTime() > next[0];
            next[0] += ask ? SECOND : 0;
            return SentCodes.to(to).size() > before || (ask && failed(user));
        });
        return SentCodes.to(to).size() > before;
    }

    private boolean failed(TestUser user) {
        return server.text("select state from two_factor_ledger where user_id = ? order by created_at desc", user.id())
                .equals("FAILED");
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

    /** Counts what came to the users so far, who sign in no more. */
    void retire() {
        Inbox inbox = SharedInbox.get();
        if (texted != null) {
            textsReceived += SentCodes.to(texted.phone()).size();
            mailsReceived += SentCodes.to(mailed.address()).size();
            String phone = texted.phone();
            textsAttempted += inbox.attemptedTexts().stream()
                    .filter(text -> text.to().equals(phone))
                    .count();
        }
        texted = null;
        mailed = null;
    }

    long textsReceived() {
        return textsReceived;
    }

    /** Texts that the server wanted to send, refused ones too. */
    long textsAttempted() {
        return textsAttempted;
    }

    long mailsReceived() {
        return mailsReceived;
    }
}
