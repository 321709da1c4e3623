package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.gateway.FaultServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A realm with two services: the second carries what the first cannot. */
class FailoverIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final String MADE = "{\"sid\":\"SM0123456789abcdef0123456789abcdef\",\"status\":\"queued\"}";
    private static final String ATTEMPTS =
            " from two_factor_attempt a join two_factor_ledger l on a.delivery_id = l.id" + " where l.user_id = ?";

    /** A vendor that says nothing is given up after five seconds: whoever waited for it would take longer. */
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final TestRealm realm = TestRealm.create();

    FailoverIT() {
        realm.service("priority", "10");
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    // The realm's own service reaches the inbox; this one comes before it.
    private String addFirst(FaultServer vendor) {
        return ADMIN.send(
                        "POST",
                        realm.name(),
                        "services",
                        Twilio.service()
                                .put("priority", "0")
                                .put("price-per-segment", "0.05")
                                .put("api-url", vendor.address().toString()))
                .good()
                .path("id")
                .asText();
    }

    private String breaker(String id) {
        JsonNode service =
                ADMIN.send("GET", realm.name(), "services/" + id, null).good();
        return service.path("breaker").asText();
    }

    private Duration timeToMessage(TestUser user) {
        long start = System.nanoTime();
        assertThat(realm.signIn().password(user).isCodePage()).isTrue();
        new CodeInbox(user.phone()).message(1);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void theSecondServiceCarriesWhatTheFirstCannotAndAtOnceWhenItsCircuitIsOpen() throws IOException {
        try (FaultServer vendor = new FaultServer(FaultServer.hang())) {
            String first = addFirst(vendor);
            assertThat(breaker(first)).isEqualTo("closed");

            TestUser slow = realm.newUser();
            timeToMessage(slow);
            assertThat(vendor.requests()).hasSize(1);
            vendor.behave(FaultServer.reset());
            timeToMessage(realm.newUser());
            TestUser third = realm.newUser();
            TestUser quick = realm.newUser();
            // The pause after the third failure begins a minute ahead: it outlasts the slowest login.
            TestKeycloak.shared().setClockAhead(AHEAD);
            timeToMessage(third);
            new CodeInbox(third.phone()).awaitSettled(third);
            TestKeycloak.shared().setClockAhead(Duration.ZERO);
            assertThat(breaker(first)).isEqualTo("open");
            vendor.behave(FaultServer.hang());
            assertThat(timeToMessage(quick)).isLessThan(AT_ONCE);
            assertThat(vendor.requests()).hasSize(3);

            assertThat(attempts(slow)).isEqualTo("UNAVAILABLE/timeout,ACCEPTED/accepted");
            assertThat(attempts(quick)).isEqualTo("ACCEPTED/accepted");
            assertThat(Rows.text(
                            "select a.service || ' ' || a.price_micros || ' ' || a.country || ' ' || a.segments"
                                    + ATTEMPTS + " and a.outcome = 'UNAVAILABLE'",
                            slow))
                    .isEqualTo(first + " 50000 US 1");
            assertThat(Rows.count("select count(*)" + ATTEMPTS + " and a.vendor_id like 'SM%'", slow))
                    .isEqualTo(1);

            vendor.behave(FaultServer.status(201, MADE));
            TestKeycloak.shared().setClockAhead(AHEAD.plusSeconds(11));
            TestUser probe = realm.newUser();
            realm.signIn().password(probe);
            new CodeInbox(probe.phone()).awaitSettled(probe);
            assertThat(vendor.requests()).hasSize(4);
            assertThat(breaker(first)).isEqualTo("closed");
        }
    }

    private static String attempts(TestUser user) {
        new CodeInbox(user.phone()).awaitSettled(user);
        return Rows.text("select string_agg(a.outcome || '/' || a.reason, ',' order by a.started_at)" + ATTEMPTS, user);
    }

    @Test
    void theSecondMessageOfALoginTakesTheNextServiceFirst() throws IOException {
        try (FaultServer vendor = new FaultServer(FaultServer.status(201, MADE))) {
            addFirst(vendor);
            TestUser user = realm.newUser();
            SignIn person = realm.signIn();
            person.password(user);
            CodeInbox inbox = new CodeInbox(user.phone());
            inbox.awaitSettled(user);
            assertThat(inbox.count()).isZero();
            TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));

            person.resend();

            assertThat(person.code(inbox.code(1)).isSignedIn()).isTrue();
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    @Test
    void whoToldTheVendorToStopIsToldHowToComeBackAndNobodyElseIsAsked() throws IOException {
        try (FaultServer vendor = new FaultServer(FaultServer.status(400, "{\"code\":21610,\"status\":400}"))) {
            addFirst(vendor);
            TestUser user = realm.newUser();
            SignIn person = realm.signIn();
            person.password(user);
            CodeInbox inbox = new CodeInbox(user.phone());
            inbox.awaitSettled(user);

            assertThat(person.browser().reload().errors())
                    .singleElement()
                    .asString()
                    .contains("Send START");
            assertThat(inbox.count()).isZero();
        }
    }

    @Test
    void withBothDownThePageSaysSoAndAnotherMethodIsAsQuickAsEver() throws IOException {
        try (FaultServer vendor = new FaultServer(FaultServer.hang())) {
            realm.service("enabled", "false");
            addFirst(vendor);
            addFirst(vendor);
            String phone = PhoneNumbers.next();
            TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(MailAddresses.next()));
            SignIn person = realm.signIn();
            Page page = person.password(user);
            assertThat(page.took()).isLessThan(AT_ONCE);

            TestUser other = realm.newUserWithAddress();
            Page mail = realm.signIn().password(other);
            assertThat(mail.took()).isLessThan(AT_ONCE);
            new CodeInbox(other.address()).message(1);

            new CodeInbox(phone).awaitSettled(user);
            Page told = person.browser().reload();
            assertThat(told.errors()).singleElement().asString().contains("could not be sent");
            assertThat(told.html().text()).contains("Try Another Way");
            assertThat(attempts(user)).isEqualTo("UNAVAILABLE/timeout,UNAVAILABLE/timeout");
        }
    }

    /** What a server leaves behind that is killed between the hand-over and the answer: an entry that nobody will settle. */
    @Test
    void afterAKilledServerSendNewCodeWorksAndNothingStaysStuck() {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        CodeInbox inbox = new CodeInbox(user.phone());
        inbox.awaitSettled(user);
        Rows.text(
                "update two_factor_ledger set state = 'SENDING', outcome = null where user_id = ? returning id", user);
        assertThat(person.browser().reload().errors()).isEmpty();
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(16));

        assertThat(person.browser().reload().errors())
                .singleElement()
                .asString()
                .contains("could not be sent");
        assertThat(person.resend().errors()).isEmpty();
        assertThat(person.code(inbox.code(2)).isSignedIn()).isTrue();
        assertThat(inbox.code(1)).isEqualTo(inbox.code(2));
        assertThat(inbox.count()).isEqualTo(2);
    }
}
