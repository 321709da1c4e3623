package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.inbox.Faults;
import dev.twofactor.inbox.Faults.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every alarm rule of {@code ops/alerts.yml} fires when what it is for happens on a real server, and not before. */
class AlertsIT {

    private static final Path RULES = Path.of("ops/alerts.yml");
    private static final AdminAs ADMIN = AdminAs.server();

    private final TestKeycloak keycloak = TestKeycloak.shared();
    private final TestRealm realm = TestRealm.create();
    private Scrape before = Scrape.now();

    @AfterEach
    void putRight() {
        keycloak.inbox().faults(Faults.NONE);
        keycloak.setClockAhead(Duration.ZERO);
    }

    private void assertThatFires(String alert) {
        AlertTrial.assertThatFires(alert, before, Scrape.now());
    }

    private void title(String title) {
        realm.service("title", title);
        login();
        before = Scrape.now();
    }

    // A login up to the code, whose message has its answer.
    private TestUser login() {
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        new CodeInbox(user.phone()).awaitSettled(user);
        return user;
    }

    private void logins(int number) {
        IntStream.range(0, number).forEach(i -> login());
    }

    @Test
    void aDayWithoutTroubleRaisesNoAlarm() {
        for (int i = 0; i < 5; i++) {
            TestUser user = realm.newUser();
            SignIn person = realm.signIn();
            person.password(user);
            person.code(new CodeInbox(user.phone()).wrongCode(1));
            assertThat(person.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                    .isTrue();
        }

        AlertTrial.assertThatNothingFires(before, Scrape.now());
    }

    @Test
    void aVendorThatIsDownIsToldAndSoAreItsMessages() {
        title("Down");
        keycloak.inbox().faults(new Faults(0, 500, 0, Mode.OK));
        logins(9);

        AlertTrial.assertThatFires("TwoFactorVendorDown", "service=\"Down\"", before, Scrape.now());
        assertThatFires("TwoFactorMessagesFail");
    }

    @Test
    void aMailServerThatIsAwayIsTold() {
        realm.smtp("host", "127.0.0.1", "port", "1", "from", "no-reply@acme.example");
        for (int i = 0; i < 6; i++) {
            TestUser user = realm.newUserWithAddress();
            realm.signIn().password(user);
            new CodeInbox(user.address()).awaitSettled(user);
        }

        assertThatFires("TwoFactorMessagesFail");
    }

    @Test
    void messagesThatTheNetworkDoesNotDeliverAreTold() {
        String token = Secrets.token();
        realm.service("priority", "10");
        ObjectNode reporting = Twilio.service(token)
                .put("title", "Reporting")
                .put("priority", "0")
                .put("callback-url", keycloak.url() + "/");
        String service = ADMIN.send("POST", realm.name(), "services", reporting)
                .good()
                .path("id")
                .asText();
        login();
        before = Scrape.now();
        for (int i = 0; i < 6; i++) {
            assertThat(TwilioReport.tell(realm, service, token, login(), "undelivered"))
                    .isEqualTo(204);
        }

        assertThatFires("TwoFactorMessagesNotDelivered");
    }

    @Test
    void messagesThatWaitAndThoseThatHaveWaitedTooLongAreTold() throws IOException {
        List<SignIn> people = IntStream.range(0, 60).mapToObj(i -> mailed()).toList();
        before = Scrape.now();
        keycloak.setClockAhead(Duration.ofSeconds(31));
        Scrape grown;
        // Takes connections and says nothing.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(silent.getLocalPort());
            realm.smtp("host", "127.0.0.1", "port", port, "from", "no-reply@acme.example");
            CompletableFuture<List<Page>> resent = CompletableFuture.supplyAsync(
                    () -> Parallel.run(people.size(), i -> people.get(i).resend()));
            // Eight leave the queue every five seconds, and what has waited for fifteen is given up: looked at while
            // the messages still come in, and judged at the end, since Prometheus' checker takes its time.
            grown = awaitWaiting(6);
            resent.join();

            keycloak.setClockAhead(Duration.ofSeconds(60));
            Waiting.until(() -> waiting(Scrape.now()) == 0);
        }
        Scrape after = Scrape.now();

        AlertTrial.assertThatFires("TwoFactorQueueGrows", before, grown);
        AlertTrial.assertThatFires("TwoFactorMessagesLost", before, after);
    }

    private static double waiting(Scrape scrape) {
        return scrape.sum("keycloak_two_factor_queue", "channel=\"email\"");
    }

    // The first look at which so many mails wait.
    private static Scrape awaitWaiting(int number) {
        AtomicReference<Scrape> look = new AtomicReference<>();
        Waiting.until(() -> {
            look.set(Scrape.now());
            return waiting(look.get()) >= number;
        });
        return look.get();
    }

    // Somebody on the page for the code that has come by mail.
    private SignIn mailed() {
        TestUser user = realm.newUserWithAddress();
        SignIn person = realm.signIn();
        person.password(user);
        new CodeInbox(user.address()).awaitSettled(user);
        return person;
    }

    @Test
    void moneyThatIsNearlySpentAndMoneyThatIsSpentAreTold() {
        realm.service("price-per-segment", "1");
        realm.policy("spend-per-day", "4");
        logins(4);

        assertThatFires("TwoFactorMoneyNearlySpent");
        assertThat(realm.signIn().password(realm.newUser()).errors()).isNotEmpty();

        assertThatFires("TwoFactorMoneySpent");
    }

    @Test
    void pumpingIsTold() {
        IntStream.range(1, 10).forEach(this::setUp);
        keycloak.setClockAhead(Duration.ofMinutes(3));
        setUp(10);

        assertThatFires("TwoFactorPumping");
    }

    // Numbers of one prefix that no other test has.
    private void setUp(int number) {
        TestUser user = realm.newUserWithoutPhone();
        BrowserSession browser = BrowserSession.fresh();
        browser.openLogin(realm.name(), "web", "&kc_action=two-factor-enroll-sms");
        browser.page().submit(Map.of("username", user.name(), "password", user.password()));
        browser.page().submit(Map.of("phoneNumber", "+1971555%04d".formatted(100 + number)));
    }

    @Test
    void codesThatNobodyEntersAreTold() {
        login();
        before = Scrape.now();
        logins(21);

        assertThatFires("TwoFactorCodesNotEntered");
    }

    @Test
    void usersWhoAreLockedAndAnAddressThatGuessesAreTold() {
        realm.policy("wrong-per-day", "1");
        realm.policy("wrong-per-address-hour", "3");
        for (int i = 0; i < 5; i++) {
            TestUser user = realm.newUser();
            SignIn person = realm.signIn();
            person.password(user);
            person.code(new CodeInbox(user.phone()).wrongCode(1));
        }

        assertThatFires("TwoFactorUsersLocked");
        assertThatFires("TwoFactorGuessing");
    }

    @Test
    void aCopiedTrustCookieIsTold() {
        TrustKit.offering(realm);
        TestUser user = realm.newUser();
        SignIn owner = TrustKit.trusting(realm, user);
        CookieJar.Cookie copy = TrustKit.cookie(owner);
        TrustKit.password(owner, user);
        TrustKit.password(owner, user);
        TrustKit.thief(realm, copy).password(user);

        assertThatFires("TwoFactorTrustCopied");
    }

    @Test
    void aSlowDatabaseIsTold() {
        List<SignIn> people = IntStream.range(0, 3)
                .mapToObj(i -> {
                    TestUser user = login();
                    SignIn person = realm.signIn();
                    person.password(user);
                    return person;
                })
                .toList();
        before = Scrape.now();
        keycloak.database().pause();
        CompletableFuture<List<Page>> verified = CompletableFuture.supplyAsync(
                () -> Parallel.run(3, i -> people.get(i).code("000000")));
        try {
            // The slowness itself: nothing else could end it earlier.
            LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        } finally {
            keycloak.database().resume();
        }
        verified.join();

        assertThatFires("TwoFactorDatabaseSlow");
    }

    /** Rules whose test is above; read from this very class. */
    @AfterAll
    static void everyRuleHasItsTest() throws IOException {
        String tests = Files.readString(Path.of("src/test/java/dev/twofactor/it/AlertsIT.java"));
        List<String> alerts = Pattern.compile("- alert: (\\w+)")
                .matcher(Files.readString(RULES))
                .results()
                .map(alert -> alert.group(1))
                .toList();
        assertThat(alerts).hasSizeGreaterThan(10).allMatch(alert -> tests.contains("assertThatFires(\"" + alert));
    }
}
