package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many posts at once against a real Keycloak with a database pool of ten. Keycloak's session code is good for one post,
 * so each post has a fresh action of its own: a tab or a login of its own.
 */
class LoginRacesIT {

    private static final int TABS = 20;

    @ParameterizedTest(name = "Keycloak''s own protection: {0}")
    @ValueSource(booleans = {false, true})
    void wrongCodesFromManyTabsAreComparedFiveTimes(boolean protection) {
        TestRealm realm = realm(protection);
        TestUser user = realm.newUser();
        List<SignIn> tabs = tabs(realm, user, TABS);
        String wrong = new CodeInbox(user.phone()).wrongCode(1);

        List<Page> pages = Parallel.run(TABS, i -> tabs.get(i).code(wrong));

        assertThat(pages).noneMatch(Page::isSignedIn).allMatch(page -> page.status() != 500);
        assertThat(Rows.evaluations(user)).isPositive().isLessThanOrEqualTo(5);
        drain(tabs, wrong);
        assertThat(Rows.evaluations(user)).isEqualTo(5);
    }

    @ParameterizedTest(name = "Keycloak''s own protection: {0}")
    @ValueSource(booleans = {false, true})
    void wrongCodesFromManyLoginsAreComparedTenTimes(boolean protection) {
        TestRealm realm = realm(protection);
        TestUser user = realm.newUser();
        List<SignIn> logins = new ArrayList<>();
        for (int login = 0; login < 4; login++) {
            SignIn browser = realm.signIn();
            browser.password(user);
            logins.add(browser);
            for (int tab = 0; tab < 4; tab++) {
                SignIn more = browser.tab();
                more.password(user);
                logins.add(more);
            }
        }
        String wrong = unusedCode(user, 4);

        Parallel.run(logins.size(), i -> logins.get(i).code(wrong));
        drain(logins, wrong);

        assertThat(Rows.evaluations(user)).isEqualTo(10);
    }

    @ParameterizedTest(name = "Keycloak''s own protection: {0}")
    @ValueSource(booleans = {false, true})
    void ofTwentyRightCodesExactlyOneSignsIn(boolean protection) {
        TestRealm realm = realm(protection);
        TestUser user = realm.newUser();
        List<SignIn> tabs = tabs(realm, user, TABS);
        String code = new CodeInbox(user.phone()).code(1);

        List<Page> pages = Parallel.run(TABS, i -> tabs.get(i).code(code));

        assertThat(pages).filteredOn(Page::isSignedIn).hasSizeLessThanOrEqualTo(1);
        assertThat(Rows.evaluations(user)).isEqualTo(1);
        assertThat(Rows.count("select count(*) from two_factor_challenge where user_id = ? and used", user))
                .isEqualTo(1);
        assertThat(realm.events(user).findValuesAsText("type"))
                .filteredOn("LOGIN"::equals)
                .hasSize(1);
    }

    @Test
    void underAFloodOfCodesTheServerStaysResponsive() {
        TestRealm realm = realm(false);
        List<SignIn> people = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            SignIn person = realm.signIn();
            person.password(realm.newUser());
            people.add(person);
        }
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<List<Page>> probes = CompletableFuture.supplyAsync(() -> probe(realm, over));

        List<Page> pages = Parallel.run(people.size(), i -> people.get(i).code("000000"));
        over.set(true);

        assertThat(pages).allMatch(page -> page.status() == 200 || page.status() == 503);
        assertThat(pages).filteredOn(page -> page.status() == 200).isNotEmpty();
        assertThat(pages).allMatch(page -> page.took().compareTo(Duration.ofSeconds(30)) < 0);
        // Whoever gets no connection to the database in five seconds answers 500: that the status tells, not the time.
        assertThat(probes.join())
                .isNotEmpty()
                .allMatch(page -> page.status() == 200)
                .allMatch(page -> page.took().compareTo(Duration.ofSeconds(15)) < 0);
    }

    private static List<Page> probe(TestRealm realm, AtomicBoolean over) {
        List<Page> pages = new ArrayList<>();
        do {
            pages.add(BrowserSession.fresh().get(TestKeycloak.shared().url() + "/realms/" + realm.name()));
        } while (!over.get() && pages.size() < 10_000);
        return pages;
    }

    private static TestRealm realm(boolean protection) {
        TestRealm realm = TestRealm.create();
        if (protection) {
            realm.protectAgainstBruteForce(1000);
        }
        return realm;
    }

    private static List<SignIn> tabs(TestRealm realm, TestUser user, int number) {
        SignIn first = realm.signIn();
        first.password(user);
        List<SignIn> tabs = new ArrayList<>(List.of(first));
        for (int i = 1; i < number; i++) {
            SignIn tab = first.tab();
            tab.password(user);
            tabs.add(tab);
        }
        assertThat(new CodeInbox(user.phone()).count()).isLessThanOrEqualTo(1);
        return tabs;
    }

    // Parallel posts may be refused by Keycloak itself (its lock on a user, a busy store): so each tab posts once more
    // alone.
    private static void drain(List<SignIn> tabs, String code) {
        for (SignIn tab : tabs) {
            Page page = tab.browser().get(tab.page().url().toString());
            if (page.isCodePage()) {
                page.submit(Map.of("code", code));
            }
        }
    }

    private static String unusedCode(TestUser user, int messages) {
        CodeInbox inbox = new CodeInbox(user.phone());
        for (int number = 0; ; number++) {
            String code = String.format("%06d", number);
            boolean used = false;
            for (int n = 1; n <= messages; n++) {
                used |= inbox.code(n).equals(code);
            }
            if (!used) {
                return code;
            }
        }
    }
}
