package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in over the token endpoint in three steps: the code is sent, the answer says so, the code brings tokens. */
class DirectGrantIT {

    private static final String SECRET = "JBSWY3DPEHPK3PXP";

    private static TestRealm realm;
    private static TokenEndpoint shop;
    private static TokenEndpoint other;

    private final TestUser user = realm.newUser();
    private final CodeInbox inbox = new CodeInbox(user.phone());

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.createWithSetUp();
        shop = TokenEndpoint.of(realm, "shop-api");
        other = TokenEndpoint.of(realm, "other-api");
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aTextMessageBringsTokensInThreeSteps() {
        TokenEndpoint.Answer sent = shop.call(user);
        assertThat(sent.status()).isEqualTo(400);
        assertThat(sent.error()).isEqualTo("mfa_required");
        assertThat(sent.body().path("error_description").asText())
                .isEqualTo("A code was sent; repeat the request with it as otp");
        assertThat(sent.state()).isEqualTo("code_sent");
        assertThat(sent.twoFactor().path("method").asText()).isEqualTo("sms");
        assertThat(sent.twoFactor().path("destination").asText())
                .isEqualTo("+1 ••• ••• ••" + user.phone().substring(10));
        assertThat(sent.twoFactor().path("expires_in").asInt()).isBetween(290, 300);
        assertThat(sent.twoFactor().path("resend_in").asInt()).isBetween(20, 30);
        assertThat(sent.twoFactor().path("other_methods")).isEmpty();

        assertThat(shop.call(user, "otp", inbox.code(1)).hasTokens()).isTrue();
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void aMailBringsTokensAndSoDoesEveryOtherMethodThatIsNamed() {
        String address = MailAddresses.next();
        TestUser both = realm.newUser(user.phone(), Credentials.phone(user.phone()), Credentials.address(address));
        TokenEndpoint.Answer sent = shop.call(both, "two_factor_method", "email");
        assertThat(sent.twoFactor().path("method").asText()).isEqualTo("email");
        assertThat(sent.twoFactor().path("other_methods").findValuesAsText("method"))
                .containsExactly("sms");
        String id = sent.twoFactor().path("other_methods").path(0).path("id").asText();

        assertThat(shop.call(both, "otp", new CodeInbox(address).code(1)).hasTokens())
                .isTrue();
        assertThat(shop.call(both, "two_factor_method", id)
                        .twoFactor()
                        .path("method")
                        .asText())
                .isEqualTo("sms");
        assertThat(shop.call(both, "two_factor_method", id, "otp", inbox.code(1))
                        .hasTokens())
                .isTrue();
        assertThat(shop.call(both, "two_factor_method", "pigeon").state()).isEqualTo("method_unknown");
    }

    @Test
    void anAppsCodeWorksStraightAwayOnceAndNothingIsSent() {
        TestUser owner = realm.newUser(user.phone(), Credentials.app(SECRET), Credentials.phone(user.phone()));
        assertThat(shop.call(owner).state()).isEqualTo("code_expected");
        String code = Credentials.appCode(SECRET);

        assertThat(shop.call(owner, "otp", code).hasTokens()).isTrue();
        assertThat(shop.call(owner, "otp", code).hasTokens()).isFalse();
        assertThat(inbox.count()).isZero();
        assertThat(Rows.evaluations(owner)).isEqualTo(2);

        TestUser second = realm.newUser(user.phone(), Credentials.phone(user.phone()), Credentials.app(SECRET));
        assertThat(shop.call(second, "otp", Credentials.appCode(SECRET)).hasTokens())
                .isTrue();
        assertThat(shop.call(second).state()).isEqualTo("code_sent");
        assertThat(shop.call(
                                second,
                                "two_factor_method",
                                "totp",
                                "otp",
                                Credentials.appCode(SECRET, Duration.ofSeconds(30)))
                        .hasTokens())
                .isTrue();
    }

    @Test
    void theFirstCallAgainSendsNothingAndAResendOnlyAfterTheWait() {
        shop.call(user);
        inbox.awaitSettled(user);

        assertThat(shop.call(user).state()).isEqualTo("code_sent");
        assertThat(shop.call(user, "two_factor_resend", "true")
                        .twoFactor()
                        .path("refused")
                        .asText())
                .isEqualTo("too_early");
        assertThat(inbox.count()).isEqualTo(1);
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        assertThat(shop.call(user, "two_factor_resend", "true").twoFactor().has("refused"))
                .isFalse();

        assertThat(shop.call(user, "otp", inbox.code(2)).hasTokens()).isTrue();
        assertThat(inbox.count()).isEqualTo(2);
    }

    @Test
    void aWrongPasswordSendsNothingAndCannotBeToldFromAWrongCode() {
        TestUser thief = new TestUser(user.id(), user.name(), "wrong", user.phone(), "");
        TokenEndpoint.Answer withoutCode = shop.call(thief);
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isZero();
        shop.call(user);
        inbox.message(1);

        TokenEndpoint.Answer wrongCode = shop.call(user, "otp", inbox.wrongCode(1));
        TokenEndpoint.Answer wrongPassword = shop.call(thief, "otp", inbox.code(1));

        assertThat(wrongCode.status()).isEqualTo(wrongPassword.status()).isEqualTo(withoutCode.status());
        assertThat(wrongCode.body()).isEqualTo(wrongPassword.body()).isEqualTo(withoutCode.body());
        for (String nonsense : List.of("", "abc", "123", "1".repeat(5000))) {
            assertThat(shop.call(user, "otp", nonsense).body()).isEqualTo(wrongPassword.body());
        }
        assertThat(Rows.evaluations(user)).isEqualTo(1);
        assertThat(shop.call(user, "otp", inbox.code(1)).hasTokens()).isTrue();
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void theTokenEndpointSendsNothingByGetNorWithoutTheApplicationsSecret() {
        // A password in an address lands in logs, so this one is nobody else's.
        TestKeycloak.shared()
                .admin()
                .createUser(
                        realm.name(),
                        "by-get",
                        "by-get",
                        JsonNodeFactory.instance.arrayNode().add(Credentials.phone(user.phone())));
        String query = "?grant_type=password&client_id=shop-api&username=by-get&password=by-get";
        assertThat(BrowserSession.fresh()
                        .get(realm.url() + "/protocol/openid-connect/token" + query)
                        .status())
                .isBetween(400, 405);
        TokenEndpoint stranger = TokenEndpoint.existing(realm, "shop-api", "guessed");
        assertThat(stranger.call(user).status()).isEqualTo(401);

        assertThat(inbox.count()).isZero();
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isZero();
    }

    @Test
    void neitherStatusNorTimeTellsAWrongPasswordFromAWrongCode() {
        // What an attacker could measure is the server's own, and in every round; what other work of the machine adds
        // to one kind of answer comes and goes.
        List<Medians> rounds = new ArrayList<>();
        do {
            rounds.add(measure(realm.newUser()));
        } while (rounds.size() < 3 && rounds.stream().noneMatch(Medians::areAlike));

        assertThat(rounds).anyMatch(Medians::areAlike);
    }

    /** Milliseconds of the answers to a wrong code and to a wrong password. */
    private record Medians(long code, long password) {

        // Both answers hash the password, which outweighs all that a code costs. A hash that only one of them made
        // would differ by nearly the whole of that time, on a slow machine too: a quarter tells the two cases apart.
        // Less than 60 ms is what other work makes of two medians.
        private boolean areAlike() {
            return Math.abs(code - password) <= Math.max(60, password / 4);
        }
    }

    private static Medians measure(TestUser owner) {
        TestUser thief = new TestUser(owner.id(), owner.name(), "wrong", owner.phone(), "");
        shop.call(owner);
        String wrong = new CodeInbox(owner.phone()).wrongCode(1);
        List<Long> codes = new ArrayList<>();
        List<Long> passwords = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            codes.add(shop.call(owner, "otp", wrong).took().toMillis());
            passwords.add(shop.call(thief, "otp", wrong).took().toMillis());
        }
        assertThat(Rows.evaluations(owner)).isEqualTo(5);
        return new Medians(median(codes), median(passwords));
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void manyParallelCallsWithWrongCodesAreComparedAsOftenAsOneByOne() {
        shop.call(user);
        int right = Integer.parseInt(inbox.code(1));

        List<TokenEndpoint.Answer> answers = new ArrayList<>();
        // Six at once and our four transactions are what the ten connections of this server serve; more wait in rows
        // for them.
        for (int wave = 1; wave <= 33; wave++) {
            int before = right + wave * 6;
            answers.addAll(
                    Parallel.run(6, i -> shop.call(user, "otp", String.format("%06d", (before + i) % 1_000_000))));
        }

        assertThat(answers).noneMatch(TokenEndpoint.Answer::hasTokens);
        assertThat(answers).allMatch(answer -> answer.status() < 500 || answer.status() == 503);
        assertThat(Rows.evaluations(user)).isEqualTo(5);
        assertThat(shop.call(user, "otp", inbox.code(1)).hasTokens()).isFalse();
        assertThat(inbox.count()).isEqualTo(1);
    }

    @Test
    void overNewCodesTenWrongOnesADayAreCompared() {
        for (int round = 0; round < 3; round++) {
            TestKeycloak.shared().setClockAhead(Duration.ofMinutes(round * 6L));
            shop.call(user);
            int sent = inbox.codes();
            for (int i = 0; i < 6; i++) {
                shop.call(user, "otp", inbox.wrongCode(Math.max(1, Math.min(sent, 2))));
            }
        }

        assertThat(Rows.evaluations(user)).isEqualTo(10);
        assertThat(shop.call(user).twoFactor().path("refused").asText()).isEqualTo("too_many_wrong");
        assertThat(shop.call(user).state()).isEqualTo("code_not_sent");
    }

    @Test
    void aCodeOfTheLoginPageDoesNotWorkHereNorTheOtherWayRoundNorForAnotherClient() {
        SignIn signIn = realm.signIn();
        signIn.password(user);
        String login = inbox.code(1);
        assertThat(shop.call(user, "otp", login).hasTokens()).isFalse();
        shop.call(user);
        String grant = inbox.code(2);
        if (!grant.equals(login)) {
            assertThat(shop.call(user, "otp", login).hasTokens()).isFalse();
            assertThat(signIn.code(grant).isSignedIn()).isFalse();
        }
        assertThat(other.call(user, "otp", grant).hasTokens()).isFalse();

        assertThat(signIn.code(login).isSignedIn()).isTrue();
        assertThat(shop.call(user, "otp", grant).hasTokens()).isTrue();
        assertThat(shop.call(user, "otp", grant).hasTokens()).isFalse();
    }

    @Test
    void usersWithoutAMethodFollowThePolicy() {
        TestUser none = realm.newUserWithoutPhone();
        assertThat(shop.call(none).hasTokens()).isTrue();
        TestRealm strict = TestRealm.createWithSetUp();
        strict.policy("requirement", "required");
        TokenEndpoint api = TokenEndpoint.of(strict, "api");
        TestUser bare = strict.newUserWithoutPhone();

        assertThat(api.call(bare).state()).isEqualTo("enrollment_required");
        assertThat(api.call(bare, "otp", "123456").hasTokens()).isFalse();
        strict.policy("requirement", "off");
        assertThat(api.call(strict.newUser()).hasTokens()).isTrue();
    }

    @Test
    void itAsksForNothingWhereNobodyPutItIntoTheFlow() {
        TestRealm plain = TestRealm.create();

        assertThat(TokenEndpoint.of(plain, "api").call(plain.newUser()).hasTokens())
                .isTrue();
    }

    @Test
    void aMethodThatThePolicyForbidsIsNotAskedForAndAFailedMessageIsTold() {
        TestRealm mailOnly = TestRealm.createWithSetUp();
        mailOnly.policy("methods", "email");
        TestUser both = mailOnly.newUser(
                user.phone(), Credentials.phone(user.phone()), Credentials.address(MailAddresses.next()));
        TokenEndpoint api = TokenEndpoint.of(mailOnly, "api");
        assertThat(api.call(both).twoFactor().path("method").asText()).isEqualTo("email");
        assertThat(api.call(both, "two_factor_method", "sms").state()).isEqualTo("method_unknown");

        mailOnly.smtp("host", "127.0.0.1", "port", "1", "from", "a@b.example");
        TestUser unlucky = mailOnly.newUserWithAddress();
        api.call(unlucky);
        Waiting.until(() -> api.call(unlucky).state().equals("code_failed"));
    }

    @Test
    void severalParallelFirstCallsSendOneMessage() {
        List<TokenEndpoint.Answer> answers = Parallel.run(8, i -> shop.call(user));

        assertThat(answers)
                .filteredOn(answer -> answer.state().equals("code_sent"))
                .isNotEmpty();
        inbox.awaitSettled(user);
        assertThat(inbox.count()).isEqualTo(1);
        assertThat(IntStream.range(0, 3).mapToObj(i -> shop.call(user).state())).containsOnly("code_sent");
    }

    @Test
    void aWrongCodeIsTheSameEventAsAWrongPasswordWithTheReasonBeside() {
        shop.call(user);
        shop.call(user, "otp", inbox.wrongCode(1));

        assertThat(realm.events(user).path(0).path("error").asText()).isEqualTo("invalid_user_credentials");
        assertThat(realm.events(user)
                        .path(0)
                        .path("details")
                        .path("two_factor_reason")
                        .asText())
                .isEqualTo("wrong");
        assertThat(realm.events(user).toString())
                .doesNotContain(inbox.code(1), user.phone().substring(2));
    }
}
