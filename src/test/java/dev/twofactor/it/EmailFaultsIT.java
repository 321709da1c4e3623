package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.it.BadMailServer.Fault;
import dev.twofactor.server.FreePort;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the mail server does, the page is there at once, tells the truth after a reload, and leaves a way on. */
class EmailFaultsIT {

    private static final String NOT_SENT = "The message could not be sent. Try again, or sign in another way.";
    /** A mail server that says nothing is given up after five seconds: whoever waited for it would take longer. */
    private static final Duration AT_ONCE = Duration.ofSeconds(4);

    private static TestRealm realm;

    private final TestUser user =
            realm.newUser("", Credentials.address(MailAddresses.next()), Credentials.app("JBSWY3DPEHPK3PXP"));
    private final CodeInbox inbox = new CodeInbox(user.address());
    private final SignIn signIn = realm.signIn();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void repairMail() {
        realm.smtpToInbox();
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSES_RECIPIENT, recipient-refused",
        "REFUSES_SENDER, refused",
        "SAYS_NOTHING, timeout",
        "SWALLOWS_THE_MAIL, timeout",
        "DRIPS, timeout"
    })
    void aMailServerThatMisbehavesKeepsNobodyWaiting(Fault fault, String reason) throws IOException {
        try (BadMailServer server = BadMailServer.that(fault)) {
            realm.smtp("host", "127.0.0.1", "port", server.port(), "from", "no-reply@acme.example");

            assertThatThePageTellsTheTruth(reason);
        }
    }

    @Test
    void aLoginThatTheMailServerRefusesIsToldApart() throws IOException {
        try (BadMailServer server = BadMailServer.that(Fault.REFUSES_LOGIN)) {
            realm.smtp(
                    "host",
                    "127.0.0.1",
                    "port",
                    server.port(),
                    "from",
                    "no-reply@acme.example",
                    "auth",
                    "true",
                    "user",
                    "shop",
                    "password",
                    Secrets.password());

            assertThatThePageTellsTheTruth("authentication");
        }
    }

    @Test
    void aMailServerThatIsDownIsNoDisaster() throws IOException {
        realm.smtp("host", "127.0.0.1", "port", String.valueOf(FreePort.next()), "from", "no-reply@acme.example");

        assertThatThePageTellsTheTruth("connection");
    }

    @Test
    void encryptionThatTheMailServerDoesNotSpeakIsNoDisaster() {
        String port = String.valueOf(TestKeycloak.shared().inbox().smtpPort());
        realm.smtp("host", "127.0.0.1", "port", port, "from", "no-reply@acme.example", "ssl", "true");

        assertThatThePageTellsTheTruth("tls");
    }

    @Test
    void aRealmWithoutASenderAddressIsNoDisaster() {
        realm.smtp();

        assertThatThePageTellsTheTruth("sender");
    }

    @Test
    void onceTheMailServerIsRepairedSendNewCodeWorksWithoutAWait() throws IOException {
        realm.smtp("host", "127.0.0.1", "port", String.valueOf(FreePort.next()), "from", "no-reply@acme.example");
        signIn.password(user);
        inbox.awaitSettled(user);
        realm.smtpToInbox();

        assertThat(signIn.resend().errors()).isEmpty();
        assertThat(signIn.code(inbox.code(1)).isSignedIn()).isTrue();
    }

    @Test
    void mailsThatHangHoldUpNeitherPagesNorTextMessages() throws IOException {
        try (BadMailServer server = BadMailServer.that(Fault.SAYS_NOTHING)) {
            realm.smtp("host", "127.0.0.1", "port", server.port(), "from", "no-reply@acme.example");
            List<TestUser> many =
                    Stream.generate(realm::newUserWithAddress).limit(20).toList();
            TestUser texted = realm.newUser();
            Parallel.run(many.size(), i -> realm.signIn().password(many.get(i)));

            Page page = signIn.password(texted);

            assertThat(page.took()).isLessThan(AT_ONCE);
            assertThat(signIn.code(new CodeInbox(texted.phone()).code(1)).isSignedIn())
                    .isTrue();
        }
    }

    private void assertThatThePageTellsTheTruth(String reason) {
        Page page = signIn.password(user);
        assertThat(page.isCodePage()).isTrue();
        assertThat(page.errors()).isEmpty();
        assertThat(page.took()).isLessThan(AT_ONCE);

        inbox.awaitSettled(user);
        page = signIn.browser().reload();
        assertThat(page.isCodePage()).isTrue();
        assertThat(page.errors()).containsExactly(NOT_SENT);
        assertThat(page.html().getElementById("two-factor-resend")).isNotNull();
        assertThat(page.offersAnotherWay()).isTrue();
        assertThat(Rows.everythingOf(user)).contains("FAILED", "\n" + reason + "\n", "\nsmtp\n");
        assertThat(inbox.count()).isZero();
    }
}
