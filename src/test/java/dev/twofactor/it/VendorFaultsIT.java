package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.inbox.Faults;
import dev.twofactor.inbox.Faults.Mode;
import dev.twofactor.inbox.Inbox;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A vendor that misbehaves: the person is never kept waiting, and always told. */
class VendorFaultsIT {

    private static final String NOT_SENT = "The message could not be sent. Try again, or sign in another way.";

    private static TestRealm realm;

    private final TestUser user = realm.newUser();
    private final SignIn signIn = realm.signIn();

    private static final String OPTED_OUT =
            "This number has told us to stop sending texts. Send START to the number our"
                    + " messages came from and then ask for a new code, or sign in another way.";

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.create();
    }

    @AfterEach
    void vendorRecovers() {
        TestKeycloak.shared().inbox().faults(Faults.NONE);
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("answers 500", new Faults(0, 500, 0, Mode.OK), "UNAVAILABLE"),
                Arguments.of("answers 401", new Faults(0, 401, 20003, Mode.OK), "CREDENTIALS_WRONG"),
                Arguments.of("answers 429", new Faults(0, 429, 20429, Mode.OK), "THROTTLED"),
                Arguments.of("refuses the number", new Faults(0, 400, 21211, Mode.OK), "NUMBER_REFUSED"),
                Arguments.of("says the person opted out", new Faults(0, 400, 21610, Mode.OK), "OPTED_OUT"),
                Arguments.of("answers garbage", new Faults(0, 0, 0, Mode.GARBAGE), "UNAVAILABLE"),
                Arguments.of("closes the connection", new Faults(0, 0, 0, Mode.RESET), "UNAVAILABLE"),
                Arguments.of("says nothing", new Faults(0, 0, 0, Mode.HANG), "UNAVAILABLE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void thePageAnswersAtOnceAndAReloadTellsAndTryingAgainWorks(String what, Faults fault, String outcome) {
        Inbox inbox = TestKeycloak.shared().inbox();
        inbox.faults(fault);

        Page page = signIn.password(user);

        assertThat(page.isCodePage()).isTrue();
        // A vendor that says nothing is given up after five seconds: whoever waited for it would take longer.
        assertThat(page.took()).isLessThan(Duration.ofSeconds(4));
        new CodeInbox(user.phone()).awaitSettled(user);
        Page told = signIn.browser().reload();
        assertThat(told.errors()).containsExactly(outcome.equals("OPTED_OUT") ? OPTED_OUT : NOT_SENT);
        assertThat(told.html().selectFirst("button[name=resend]").attr("data-wait"))
                .isEqualTo("0");
        assertThat(requests()).isEqualTo(1);
        assertThat(Rows.everythingOf(user)).contains("FAILED");
        assertThat(reasonInLog(user)).contains(outcome);

        inbox.faults(Faults.NONE);
        assertThat(signIn.resend().errors()).isEmpty();
        assertThat(signIn.code(new CodeInbox(user.phone()).code(1)).isSignedIn())
                .isTrue();
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void aServiceThatIsSwitchedOffOrMissingIsToldTheSameWay() {
        TestRealm silent = TestRealm.create();
        silent.service("enabled", "false");
        TestUser other = silent.newUser();
        SignIn person = silent.signIn();

        assertThat(person.password(other).isCodePage()).isTrue();
        new CodeInbox(other.phone()).awaitSettled(other);

        assertThat(person.browser().reload().errors()).containsExactly(NOT_SENT);
    }

    /** What came to the vendor for this test's user, refused or not: a late message of another test is none of it. */
    private long requests() {
        return TestKeycloak.shared().inbox().attemptedTexts().stream()
                .filter(text -> user.phone().equals(text.to()))
                .count();
    }

    private static String reasonInLog(TestUser user) {
        TestKeycloak keycloak = TestKeycloak.shared();
        String delivery = Rows.text("select id from two_factor_ledger where user_id = ?", user);
        // Another thread brings into the file what the server says; the line is whole with the reason in brackets.
        Waiting.until(() -> keycloak.logged(delivery, "not sent").endsWith(")"));
        return keycloak.logged(delivery, "not sent");
    }
}
