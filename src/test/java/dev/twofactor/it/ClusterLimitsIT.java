package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limits on two nodes that share nothing but the database: asked by both, in turn and at once, they are one limit. */
@Tag("cluster")
@Order(Integer.MAX_VALUE - 19)
class ClusterLimitsIT {

    private static final int ACCOUNTS = 200;
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = Cluster.shared();
    }

    @AfterEach
    void putClocksRight() {
        setClocks(Duration.ZERO);
    }

    @Test
    void ofFiftyLoginsWithFiveWrongCodesEachTenAreComparedInADay() {
        TestRealm realm =
                TestRealm.createOn(cluster.url(), LimitsIT::forADayOfGuesses).withSetUp();
        LimitsIT.liftLimitsOnMessages(realm);
        TestUser user = realm.newUser();
        Guesser guesser = new Guesser(realm, user, cluster::balance, ClusterLimitsIT::setClocks);
        long before = cluster.evaluations(user);

        guesser.round();
        assertThat(cluster.evaluations(user)).isEqualTo(before + 10);
        int sent = new CodeInbox(user.phone()).count();
        for (int login = 2; login <= 50; login++) {
            guesser.round();
        }

        assertThat(cluster.evaluations(user)).isEqualTo(before + 10);
        assertThat(guesser.accepted()).isZero();
        assertThat(guesser.statuses()).hasSizeGreaterThanOrEqualTo(50 * 9).doesNotContain(500);
        assertThat(guesser.ahead()).isBetween(Duration.ofHours(23), Duration.ofHours(24));
        assertThat(new CodeInbox(user.phone()).count()).isEqualTo(sent);
    }

    @Test
    void ofTwoHundredSendsAtOnceForOneNumberFiveLeaveInTenMinutesAndTenInADay() {
        String phone = PhoneNumbers.next();
        List<TestUser> users = accounts(phone);
        TestRealm realm = TestRealm.createOn(cluster.url(), file -> {
            LimitsIT.forADayOfGuesses(file);
            users.forEach(user -> add(file.withArray("/users"), user));
        });
        TokenEndpoint shop = TokenEndpoint.of(realm.withSetUp(), "shop-api").through(cluster::balance);

        assertThat(sendsAtOnce(shop, users, phone)).isEqualTo(5);
        setClocks(Duration.ofMinutes(11));
        assertThat(sendsAtOnce(shop, users.subList(0, 100), phone)).isEqualTo(10);
        setClocks(Duration.ofHours(23));
        assertThat(sendsAtOnce(shop, users.subList(0, 40), phone)).isEqualTo(10);
    }

    // A request that finds no place in the store at once is told to come back: some come alone afterwards.
    private static int sendsAtOnce(TokenEndpoint shop, List<TestUser> users, String phone) {
        List<TokenEndpoint.Answer> answers = Parallel.run(users.size(), i -> shop.call(users.get(i)));
        assertThat(answers).noneMatch(TokenEndpoint.Answer::hasTokens).noneMatch(answer -> answer.status() == 500);
        users.subList(0, 20).forEach(shop::call);
        Waiting.until(
                () -> cluster.count("select count(*) from two_factor_ledger where state = 'SENDING' and user_id in"
                                + " (select id from user_entity where username like 'account-%')")
                        == 0);
        return new CodeInbox(phone).count();
    }

    private static List<TestUser> accounts(String phone) {
        return IntStream.range(0, ACCOUNTS)
                .mapToObj(
                        i -> new TestUser(UUID.randomUUID().toString(), "account-" + i, Secrets.password(), phone, ""))
                .toList();
    }

    private static void add(ArrayNode users, TestUser user) {
        ObjectNode row = users.addObject().put("id", user.id()).put("username", user.name());
        row.put("enabled", true).put("firstName", "Test").put("lastName", "User");
        row.put("email", user.name() + "@test.example").put("emailVerified", true);
        ArrayNode credentials = row.putArray("credentials");
        credentials.addObject().put("type", "password").put("value", user.password());
        credentials.add(Credentials.phone(user.phone()));
    }

    private static void setClocks(Duration ahead) {
        TestResources.setClockAhead(cluster.a().url(), ahead);
        TestResources.setClockAhead(cluster.b().url(), ahead);
    }
}
