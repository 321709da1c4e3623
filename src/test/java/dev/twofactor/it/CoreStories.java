package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What must hold on every database, played on one realm: codes, counts, races, and rows that go with their user. */
final class CoreStories {

    /** Each takes two connections at once, of the ten that the shared server has: docs/operations.md. */
    private static final int TABS = 5;

    private final TestRealm realm;

    CoreStories(TestRealm realm) {
        this.realm = realm;
    }

    void run() {
        for (Method method : Method.values()) {
            aCodeSignsInAndReloadsSendNothing(method);
        }
        fiveWrongCodesKillTheRightOne();
        ofManyRightCodesAtOnceOneSignsIn();
        ofManyFirstContactsAtOnceEachGetsACode();
        aRemovedUserLeavesNothingThatDisturbsTheNext();
        tabsOfATrustedBrowserSignInAtOnceAndItStaysTrusted();
    }

    private void aCodeSignsInAndReloadsSendNothing(Method method) {
        TestUser user = method.newUser(realm);
        CodeInbox inbox = new CodeInbox(method.destination(user));
        SignIn person = realm.signIn();
        assertThat(person.password(user).isCodePage()).isTrue();
        String code = inbox.code(1);
        person.browser().reload();
        person.code(inbox.wrongCode(1));
        assertThat(person.page().errors()).isNotEmpty();
        assertThat(person.code(code).isSignedIn()).isTrue();
        assertThat(inbox.count()).isEqualTo(1);
    }

    private void fiveWrongCodesKillTheRightOne() {
        TestUser user = realm.newUser();
        CodeInbox inbox = new CodeInbox(user.phone());
        SignIn person = realm.signIn();
        person.password(user);
        for (int wrong = 0; wrong < 5; wrong++) {
            person.code(inbox.wrongCode(1));
        }
        assertThat(person.code(inbox.code(1)).isSignedIn()).isFalse();
    }

    private void ofManyRightCodesAtOnceOneSignsIn() {
        TestUser user = realm.newUser();
        SignIn first = realm.signIn();
        first.password(user);
        List<SignIn> tabs = new ArrayList<>(List.of(first));
        for (int tab = 1; tab < TABS; tab++) {
            SignIn next = first.tab();
            next.password(user);
            tabs.add(next);
        }
        CodeInbox inbox = new CodeInbox(user.phone());
        String code = inbox.code(1);

        Parallel.run(TABS, i -> tabs.get(i).code(code));

        assertThat(realm.events(user).findValuesAsText("type"))
                .filteredOn("LOGIN"::equals)
                .hasSize(1);
        assertThat(inbox.count()).isEqualTo(1);
    }

    private void ofManyFirstContactsAtOnceEachGetsACode() {
        List<TestUser> users = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
            users.add(realm.newUser());
        }

        List<Page> pages = Parallel.run(TABS, i -> realm.signIn().password(users.get(i)));

        assertThat(pages).allMatch(Page::isCodePage);
        users.forEach(user -> assertThat(new CodeInbox(user.phone()).code(1)).isNotEmpty());
    }

    private void tabsOfATrustedBrowserSignInAtOnceAndItStaysTrusted() {
        TrustKit.offering(realm);
        TestUser user = realm.newUser();
        SignIn browser = realm.signIn();
        browser.password(user);
        assertThat(TrustKit.tick(browser, new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();
        CookieJar.Cookie cookie = TrustKit.cookie(browser);
        List<SignIn> tabs = new ArrayList<>();
        for (int tab = 0; tab < TABS; tab++) {
            tabs.add(TrustKit.thief(realm, cookie));
        }

        List<Page> pages = Parallel.run(TABS, i -> tabs.get(i).password(user));

        assertThat(pages).allMatch(Page::isSignedIn);
        assertThat(TrustKit.ends(realm, user)).isEmpty();
        List<SignIn> renewed = tabs.stream()
                .filter(tab -> !TrustKit.cookie(tab).value().equals(cookie.value()))
                .toList();
        assertThat(renewed).hasSize(1);
        assertThat(TrustKit.password(renewed.get(0), user).isSignedIn()).isTrue();
    }

    private void aRemovedUserLeavesNothingThatDisturbsTheNext() {
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        new CodeInbox(user.phone()).code(1);
        realm.delete(user);
        TestUser next = realm.newUser(user.phone(), Credentials.phone(user.phone()));
        SignIn person = realm.signIn();
        person.password(next);
        assertThat(person.code(new CodeInbox(user.phone()).code(2)).isSignedIn())
                .isTrue();
    }
}
