package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes, one of which dies, lags or starts anew: nothing is lost, nothing opens. */
@Tag("cluster")
@Order(Integer.MAX_VALUE - 20)
class ClusterIT {

    private static final String OUR_ACTIONS = "provider_id like 'two-factor-%'";
    private static final Duration SKEW = Duration.ofSeconds(120);
    private static Cluster cluster;
    private static TestRealm realm;

    @BeforeAll
    static void start() {
        cluster = Cluster.shared();
        realm = TestRealm.createOn(cluster.url());
    }

    @Test
    void nodesThatStartAtOnceMakeTheConsolesClientOnceAndOneThatStartsLaterKeepsIt() {
        assertThat(cluster.count("select count(*) from client where client_id = ?", "two-factor-console"))
                .isEqualTo(1);
        assertThat(cluster.a().log() + cluster.b().log()).doesNotContain("cannot sign in to the two-factor console");

        cluster.b().stop();
        cluster.b().start();

        assertThat(cluster.count("select count(*) from client where client_id = ?", "two-factor-console"))
                .isEqualTo(1);
    }

    @Test
    void aNodeThatStartsWhileAnotherAddsTheRequiredActionsAddsNoneTwice() {
        String all = "select count(*) from required_action_provider where " + OUR_ACTIONS;
        long before = cluster.count(all);
        assertThat(before).isPositive();
        cluster.b().stop();

        cluster.bringBackWhileSomebodyWaits("required_action_provider", OUR_ACTIONS, cluster.b()::start);

        assertThat(cluster.count(all)).isEqualTo(before);
        cluster.awaitOneCluster();
    }

    @Test
    void aCodeThatOneNodeSentIsGoodOnTheOtherThoughTheFirstWasKilled() {
        TestUser user = realm.newUser();
        SignIn person = cluster.signIn(realm, cluster.a());
        person.password(user);
        CodeInbox inbox = new CodeInbox(user.phone());
        String code = inbox.code(1);

        cluster.a().kill();
        person.browser().through(cluster.b()::route);
        Page shown = person.browser().reload();
        assertThat(shown.isCodePage()).isTrue();
        Page page = person.code(code);
        cluster.a().start();

        assertThat(page.isSignedIn()).isTrue();
        assertThat(inbox.count()).isEqualTo(1);
        assertThat(cluster.evaluations(user)).isEqualTo(1);
    }

    @Test
    void aNodeThatIsKilledWhileItSendsLeavesAWayOnThroughTheOther() {
        TestUser user = realm.newUser();
        SignIn person = cluster.signIn(realm, cluster.a());
        CodeInbox inbox = new CodeInbox(user.phone());
        try {
            // For B the message comes from two minutes ahead, so it is not lost before B's clock moves.
            TestResources.setClockAhead(cluster.a().url(), SKEW);
            try (SilentVendor vendor = new SilentVendor()) {
                person.password(user);
                vendor.awaitRequests(1);
                cluster.a().kill();
            }
            person.browser().through(cluster.b()::route);
            assertThat(person.browser().reload().errors()).isEmpty();
            assertThat(sending(user)).isEqualTo(1);
            TestResources.setClockAhead(cluster.b().url(), SKEW.plusSeconds(16));

            assertThat(person.browser().reload().errors())
                    .singleElement()
                    .asString()
                    .contains("could not be sent");
            assertThat(person.resend().errors()).isEmpty();
            assertThat(person.code(inbox.code(1)).isSignedIn()).isTrue();
        } finally {
            TestResources.setClockAhead(cluster.b().url(), Duration.ZERO);
            // However far the test came: a new start has the right clock.
            cluster.a().kill();
            cluster.a().start();
        }
        assertThat(inbox.count()).isEqualTo(1);
        assertThat(realm.events(user).findValuesAsText("type")).containsOnlyOnce("LOGIN");
    }

    private static long sending(TestUser user) {
        return cluster.count(
                "select count(*) from two_factor_ledger where user_id = ? and state = 'SENDING'", user.id());
    }

    @Test
    void afterARestartOfAllNodesThereIsACleanWayInAndCountsAndLocksAreStillThere() {
        TestUser user = realm.newUser();
        TestUser locked = realm.newUser();
        lock(locked);
        SignIn person = cluster.signIn(realm, cluster.a());
        person.password(user);
        CodeInbox inbox = new CodeInbox(user.phone());
        person.code(inbox.wrongCode(1));

        cluster.onBoth(ClusterNode::stop);
        cluster.forgetMembers();
        cluster.onBoth(ClusterNode::start);
        cluster.awaitOneCluster();

        Page page = person.code(inbox.code(1));
        if (!page.isSignedIn()) {
            assertThat(page.isLoginPage()).isTrue();
            page = page.submit(java.util.Map.of("username", user.name(), "password", user.password()));
            assertThat(page.isCodePage()).isTrue();
            assertThat(person.code(inbox.code(2)).isSignedIn()).isTrue();
        }
        assertThat(cluster.evaluations(user)).isEqualTo(2);
        assertThatIsLocked(locked);
    }

    // Ten wrong codes over two browsers, for each browser's code takes five.
    private static void lock(TestUser user) {
        CodeInbox inbox = new CodeInbox(user.phone());
        for (int login = 1; login <= 2; login++) {
            SignIn person = cluster.signIn(realm);
            person.password(user);
            for (int wrong = 0; wrong < 5; wrong++) {
                person.code(inbox.wrongCode(login));
            }
        }
        assertThat(cluster.evaluations(user)).isEqualTo(10);
    }

    private static void assertThatIsLocked(TestUser user) {
        int sent = new CodeInbox(user.phone()).count();
        for (ClusterNode node : List.of(cluster.a(), cluster.b())) {
            SignIn person = cluster.signIn(realm, node);
            Page page = person.password(user);
            assertThat(page.isSignedIn()).isFalse();
            assertThat(page.errors()).isNotEmpty();
            assertThat(person.code("123456").isSignedIn()).isFalse();
        }
        assertThat(new CodeInbox(user.phone()).count()).isEqualTo(sent);
        assertThat(cluster.evaluations(user)).isEqualTo(10);
    }

    @Test
    void wrongCodesToBothNodesAtOnceAreComparedFiveTimesForACode() {
        TestUser user = realm.newUser();
        SignIn first = cluster.signIn(realm, cluster.a());
        first.password(user);
        List<SignIn> tabs = new ArrayList<>(List.of(first));
        for (int tab = 1; tab < 16; tab++) {
            SignIn next = first.tab();
            next.browser().through((tab % 2 == 0 ? cluster.a() : cluster.b())::route);
            next.password(user);
            tabs.add(next);
        }
        String wrong = new CodeInbox(user.phone()).wrongCode(1);

        List<Page> pages = Parallel.run(tabs.size(), i -> tabs.get(i).code(wrong));
        postOnceMore(tabs, wrong);

        assertThat(pages).noneMatch(Page::isSignedIn);
        assertThat(cluster.evaluations(user)).isEqualTo(5);
        postOnceMore(tabs.subList(0, 2), new CodeInbox(user.phone()).code(1));
        assertThat(tabs.get(0).page().isSignedIn()).isFalse();
        assertThat(tabs.get(1).page().isSignedIn()).isFalse();
    }

    @Test
    void wrongCodesToBothNodesAtOnceAreComparedTenTimesADay() {
        TestUser user = realm.newUser();
        List<SignIn> logins = new ArrayList<>();
        for (int login = 0; login < 4; login++) {
            SignIn browser = cluster.signIn(realm, cluster.a());
            browser.password(user);
            logins.add(browser);
            for (int tab = 0; tab < 3; tab++) {
                SignIn more = browser.tab();
                more.browser().through((tab % 2 == 0 ? cluster.b() : cluster.a())::route);
                more.password(user);
                logins.add(more);
            }
        }
        CodeInbox inbox = new CodeInbox(user.phone());
        List<String> right = IntStream.rangeClosed(1, 4).mapToObj(inbox::code).toList();
        String wrong = IntStream.range(0, 9)
                .mapToObj(number -> String.format("%06d", number))
                .filter(code -> !right.contains(code))
                .findFirst()
                .orElseThrow();

        Parallel.run(logins.size(), i -> logins.get(i).code(wrong));
        postOnceMore(logins, wrong);

        assertThat(cluster.evaluations(user)).isEqualTo(10);
        assertThatIsLocked(user);
    }

    // A parallel post may be told to come back; each tab posts once more alone, on a page fetched anew.
    private static void postOnceMore(List<SignIn> tabs, String code) {
        for (SignIn tab : tabs) {
            Page page = tab.browser().get(tab.page().url().toString());
            if (page.isCodePage()) {
                tab.code(code);
            }
        }
    }

    @Test
    void withClocksTwoMinutesApartNoCodeOutlivesItsTimeByMoreAndNoLockEndsEarlierThanThat() {
        TestUser user = realm.newUser();
        TestUser locked = realm.newUser();
        try {
            TestResources.setClockAhead(cluster.b().url(), SKEW);
            lock(locked);
            assertThatIsLocked(locked);
            SignIn person = cluster.signIn(realm, cluster.b());
            person.password(user);
            String code = new CodeInbox(user.phone()).code(1);

            // Sent by the node ahead, the code ends on both: at the latest its lifetime and the difference after it was
            // sent.
            setClocks(Duration.ofSeconds(300).plus(SKEW).plusSeconds(1));
            assertThat(codeOn(cluster.a(), person, code).isSignedIn()).isFalse();
            assertThat(codeOn(cluster.b(), person, code).isSignedIn()).isFalse();
            assertThat(cluster.evaluations(user)).isZero();

            setClocks(Duration.ofDays(1).minus(SKEW).minusMinutes(10));
            assertThatIsLocked(locked);
        } finally {
            TestResources.setClockAhead(cluster.a().url(), Duration.ZERO);
            TestResources.setClockAhead(cluster.b().url(), Duration.ZERO);
        }
    }

    @Test
    void aCodeOfTheNodeAheadIsGoodOnTheNodeBehindAndTheOtherWayRound() {
        try {
            TestResources.setClockAhead(cluster.b().url(), SKEW);
            for (ClusterNode sends : List.of(cluster.a(), cluster.b())) {
                TestUser user = realm.newUser();
                SignIn person = cluster.signIn(realm, sends);
                person.password(user);
                String code = new CodeInbox(user.phone()).code(1);
                ClusterNode other = sends == cluster.a() ? cluster.b() : cluster.a();
                assertThat(codeOn(other, person, code).isSignedIn()).isTrue();
            }
        } finally {
            TestResources.setClockAhead(cluster.b().url(), Duration.ZERO);
        }
    }

    private static void setClocks(Duration ahead) {
        TestResources.setClockAhead(cluster.a().url(), ahead);
        TestResources.setClockAhead(cluster.b().url(), ahead.plus(SKEW));
    }

    private static Page codeOn(ClusterNode node, SignIn person, String code) {
        person.browser().through(node::route);
        return person.code(code);
    }

    @Test
    void bothNodesMayPurgeAtOnceAndTakeOldMessagesOnly() {
        TestUser user = realm.newUser();
        realm.policy("ledger-days", "10");
        cluster.signIn(realm).password(user);
        new CodeInbox(user.phone()).code(1);
        // 700 copies of the message, most of them eleven days old.
        cluster.change(
                "insert into two_factor_ledger (id, realm_id, user_id, challenge_id, channel, destination, state, created_at)"
                        + " select 'copy-' || i, realm_id, user_id, challenge_id, channel, destination, state,"
                        + " created_at - 86400000 * (case when i <= 600 then 11 else 9 end)"
                        + " from two_factor_ledger, generate_series(1, 700) i where user_id = ?",
                user.id());
        assertThat(messages(user)).isEqualTo(701);

        cluster.onBoth(node -> TestResources.runTask(node.url(), "two-factor-upkeep"));

        Waiting.until(() -> messages(user) == 101);
        TestResources.runTask(cluster.a().url(), "two-factor-upkeep");
        assertThat(messages(user)).isEqualTo(101);
        assertThat(cluster.a().log() + cluster.b().log()).doesNotContain("could not be purged");
    }

    private static long messages(TestUser user) {
        return cluster.count("select count(*) from two_factor_ledger where user_id = ?", user.id());
    }
}
