package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may not register people, what a verification is tied to, and how often anybody may try. */
class RegistrarRefusalsIT {

    private final TestRealm realm = TestRealm.createWithSetUp();
    private final RegisteringApp shop = RegisteringApp.of(realm, "shop-server");
    private final String phone = PhoneNumbers.next();
    private final CodeInbox inbox = new CodeInbox(phone);

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void nobodyWithoutTheRoleOfAnApplicationRegistersAnybody() {
        TokenEndpoint plain = TokenEndpoint.of(realm, "plain");
        TestUser agent = realm.newUserWithoutPhone();
        RegisteringApp.giveRole(realm, agent.id());
        TokenEndpoint narrow = TokenEndpoint.of(realm, "narrow", client -> client.put("fullScopeAllowed", false));
        RegisteringApp.giveRole(realm, RegisteringApp.accountOf(realm, "narrow"));
        TestRealm other = TestRealm.createWithSetUp();
        TokenEndpoint foreign = TokenEndpoint.of(other, "shop-server");
        RegisteringApp.giveRole(other, RegisteringApp.accountOf(other, "shop-server"));
        String token = shop.prove("sms", PhoneNumbers.next());
        long before = messages();

        for (String path : List.of("users", "users/any")) {
            refuses(plain.ownToken(), path, token, "403 not_allowed");
            refuses(plain.tokenOf(agent), path, token, "403 not_allowed");
            refuses(narrow.ownToken(), path, token, "403 not_allowed");
            refuses(foreign.ownToken(), path, token, "401 bad_token");
            refuses(null, path, token, "401 bad_token");
        }
        for (String bearer : List.of(plain.ownToken(), narrow.ownToken())) {
            assertThat(new SelfService(realm, bearer)
                            .post("verifications", SelfServiceIT.verification("sms", phone))
                            .refusal())
                    .isEqualTo("403 not_allowed");
        }
        for (String call : List.of("GET methods", "PUT switch", "DELETE devices", "DELETE methods/any")) {
            assertThat(shop.api()
                            .send(call.split(" ")[0], call.split(" ")[1], null)
                            .refusal())
                    .isEqualTo("403 not_allowed");
        }
        assertThat(inbox.count()).isZero();
        assertThat(messages()).isEqualTo(before);
        assertThat(TestKeycloak.shared().admin().get("/" + realm.name() + "/users?username=eve"))
                .isEmpty();
    }

    private void refuses(String bearer, String path, String token, String refusal) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("verificationToken", token)
                .put("username", "eve")
                .toString();
        assertThat(new SelfService(realm, bearer).post(path, body).refusal()).isEqualTo(refusal);
    }

    @Test
    void aVerificationIsTiedToItsClientAndRealmAndEndsInTime() {
        RegisteringApp other = RegisteringApp.of(realm, "other-server");
        SelfService.Answer started = shop.start("sms", phone);
        assertThat(other.bring(started, inbox.code(1)).refusal()).isEqualTo("404 not_found");
        String user = TokenEndpoint.of(realm, "app").tokenOf(realm.newUserWithoutPhone());
        assertThat(new SelfService(realm, user)
                        .post("verifications/" + started.text("id"), SelfServiceIT.code(inbox.code(1)))
                        .refusal())
                .isEqualTo("404 not_found");
        SelfService.Answer proved = shop.bring(started, inbox.code(1));
        String token = Secrets.remember(proved.text("verificationToken"));

        assertThat(registers(other, token)).isEqualTo("400 verification_rejected");
        assertThat(registers(shop, token.substring(0, token.length() - 4) + "AAAA"))
                .isEqualTo("400 verification_rejected");
        assertThat(registers(shop, user)).isEqualTo("400 verification_rejected");
        assertThat(registers(shop, "nonsense")).isEqualTo("400 verification_rejected");
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(10).plusSeconds(2));
        RegisteringApp later = RegisteringApp.of(realm, "later");
        assertThat(later.start("sms", phone).status()).isEqualTo(201);
        assertThat(registers(renewed("shop-server"), token)).isEqualTo("400 verification_rejected");
        assertThat(TestKeycloak.shared().admin().get("/" + realm.name() + "/users?username=eve"))
                .isEmpty();
    }

    private String registers(RegisteringApp app, String token) {
        return registers(app.api(), token);
    }

    private static String registers(SelfService api, String token) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("verificationToken", token)
                .put("username", "eve")
                .put("email", "eve@test.example")
                .put("firstName", "E")
                .put("lastName", "Ve")
                .toString();
        return api.post("users", body).refusal();
    }

    // The application's own token is older than the verification by now.
    private SelfService renewed(String client) {
        AdminApi admin = TestKeycloak.shared().admin();
        var application =
                admin.get("/" + realm.name() + "/clients?clientId=" + client).path(0);
        String secret = admin.get("/" + realm.name() + "/clients/"
                        + application.path("id").asText() + "/client-secret")
                .path("value")
                .asText();
        return new SelfService(
                realm, TokenEndpoint.existing(realm, client, secret).ownToken());
    }

    @Test
    void manyGuessesAtOnceAreCountedLikeOneAfterTheOther() {
        SelfService.Answer started = shop.start("sms", phone);
        String wrong = inbox.wrongCode(1);

        List<String> answers = Parallel.run(12, i -> shop.bring(started, wrong).refusal());

        assertThat(answers)
                .doesNotContain("200")
                .allMatch(answer -> answer.startsWith("4") || answer.startsWith("503"));
        assertThat(evaluations()).isEqualTo(5);
        assertThat(shop.bring(started, inbox.code(1)).refusal()).isEqualTo("400 code_rejected");
        assertThat(registrations("users", "username=eve")).isZero();
    }

    @Test
    void wrongCodesOfADayAreCountedByNumberWhateverClientAsks() {
        RegisteringApp other = RegisteringApp.of(realm, "other-server");
        for (RegisteringApp app : List.of(shop, other)) {
            SelfService.Answer started = app.start("sms", phone);
            int message = app == shop ? 1 : 2;
            for (int i = 0; i < 5; i++) {
                app.bring(started, inbox.wrongCode(message));
            }
        }

        assertThat(evaluations()).isEqualTo(10);
        SelfService.Answer locked = RegisteringApp.of(realm, "third-server").start("sms", phone);
        assertThat(locked.refusal()).isEqualTo("429 too_many");
        assertThat(locked.text("reason")).isEqualTo("too_many_wrong");
        assertThat(shop.start("sms", PhoneNumbers.next()).status()).isEqualTo(201);
    }

    @Test
    void messagesAreCountedByNumberByTheAddressOfThePersonAndByClient() {
        SelfService.Answer started = shop.start("sms", phone);
        assertThat(resend(started)).isEqualTo("429 too_many");
        TestKeycloak.shared().setClockAhead(Duration.ofSeconds(31));
        assertThat(resend(started)).startsWith("200");
        realm.policy("unverified-per-address-hour", "2");

        List<String> fromOne =
                IntStream.range(0, 3).mapToObj(i -> from("192.0.2.7")).toList();
        List<String> fromMany =
                IntStream.range(0, 20).mapToObj(i -> from("198.51.100." + i)).toList();

        assertThat(fromOne).containsExactly("201", "201", "429 too_many");
        assertThat(fromMany.subList(0, 16)).containsOnly("201");
        assertThat(fromMany).as("the client as a whole").endsWith("429 too_many");
    }

    private String resend(SelfService.Answer started) {
        return shop.api()
                .post("verifications/" + started.text("id"), "{\"resend\":true}")
                .refusal();
    }

    private String from(String address) {
        SelfService.Answer answer = shop.api()
                .post(
                        "verifications",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("method", "email")
                                .put("destination", MailAddresses.next())
                                .put("ipAddress", address)
                                .toString());
        return answer.status() == 201 ? "201" : answer.refusal();
    }

    private long evaluations() {
        return Rows.count(
                "select coalesce(sum(evaluations), 0) from two_factor_user where realm_id = ?"
                        + " and user_id like 'registration:%'",
                realmAsParameter());
    }

    private long messages() {
        return Rows.count("select count(*) from two_factor_ledger where realm_id = ?", realmAsParameter());
    }

    private TestUser realmAsParameter() {
        String id =
                TestKeycloak.shared().admin().get("/" + realm.name()).path("id").asText();
        return new TestUser(id, "", "", "", "");
    }

    private long registrations(String of, String query) {
        return TestKeycloak.shared()
                .admin()
                .get("/" + realm.name() + "/" + of + "?" + query)
                .size();
    }
}
