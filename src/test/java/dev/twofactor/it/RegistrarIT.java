package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application registers people whose phone or address it has proved, with the second factor set up. */
class RegistrarIT {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private static TestRealm realm;
    private static TokenEndpoint tokens;
    private static RegisteringApp shop;

    private final AdminApi admin = TestKeycloak.shared().admin();
    private final String phone = PhoneNumbers.next();
    private final CodeInbox inbox = new CodeInbox(phone);
    private final String name = "newcomer-" + NEXT.incrementAndGet();
    private final String password = Secrets.password();

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.createWithSetUp();
        tokens = TokenEndpoint.of(realm, "shop-api");
        shop = RegisteringApp.of(realm, "shop-server");
    }

    @AfterEach
    void putClockRight() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
    }

    @Test
    void aUserIsMadeWithAProvedPhoneInThreeCallsAndSignsInByPasswordAndCode() {
        SelfService.Answer started = shop.start("sms", phone);
        assertThat(started.status()).isEqualTo(201);
        assertThat(started.text("destination")).isEqualTo("+1 ••• ••• ••" + phone.substring(10));
        assertThat(started.http().body()).doesNotContain(phone.substring(2));
        assertThat(shop.start("sms", phone).status()).isEqualTo(200);
        assertThat(shop.bring(started, inbox.wrongCode(1)).refusal()).isEqualTo("400 code_rejected");

        SelfService.Answer proved = shop.bring(started, inbox.code(1));

        assertThat(proved.status()).isEqualTo(200);
        String token = Secrets.remember(proved.text("verificationToken"));
        assertThat(clear(token)).doesNotContain(phone.substring(2), "SMS", "sms", "shop");
        assertThat(shop.bring(started, inbox.code(1)).refusal()).isEqualTo("400 code_rejected");
        SelfService.Answer made = shop.register(token, name, password, Map.of());
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("username")).isEqualTo(name);
        assertThat(made.json().path("emailVerified").asBoolean()).isFalse();
        assertThat(made.json().at("/method/destination").asText()).endsWith(phone.substring(10));
        assertThat(inbox.count()).isEqualTo(1);

        TestUser user = new TestUser(made.text("id"), name, password, phone, "");
        assertThat(tokens.call(user).state()).isEqualTo("code_sent");
        assertThat(tokens.call(user, "otp", inbox.code(2)).hasTokens()).isTrue();
        assertThat(realm.events(user).findValuesAsText("type")).contains("REGISTER", "UPDATE_CREDENTIAL");
        assertThat(realm.events(user).toString()).doesNotContain(phone.substring(2));
        assertThat(Rows.count("select count(*) from two_factor_enrollment where user_id = ?", user))
                .isEqualTo(1);
    }

    private static String clear(String token) {
        String[] parts = token.split("\\.");
        return new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8)
                + new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    }

    @Test
    void aProvedAddressIsTheVerifiedOneOfTheProfile() {
        String address = MailAddresses.next();
        String token = shop.prove("email", address);
        assertThat(shop.register(token, name, password, Map.of()).refusal()).isEqualTo("400 bad_field");

        SelfService.Answer made = shop.register(token, name, password, Map.of("email", address));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("email")).isEqualTo(address);
        assertThat(made.json().path("emailVerified").asBoolean()).isTrue();
        TestUser user = new TestUser(made.text("id"), name, password, "", address);
        assertThat(tokens.call(user).twoFactor().path("method").asText()).isEqualTo("email");
        assertThat(tokens.call(user, "otp", new CodeInbox(address).code(2)).hasTokens())
                .isTrue();
    }

    @Test
    void aTokenIsGoodForOneAccountHoweverManyAskAtOnce() {
        String token = shop.prove("sms", phone);

        List<String> answers = Parallel.run(20, i -> shop.register(token, name + "-" + i, password, Map.of())
                .refusal());

        assertThat(answers).filteredOn(answer -> answer.startsWith("201")).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !answer.startsWith("201"))
                .contains("400 verification_rejected")
                .isSubsetOf("400 verification_rejected", "503 busy");
        assertThat(admin.get("/" + realm.name() + "/users?username=" + name + "-"))
                .hasSize(1);
        assertThat(shop.register(token, name, password, Map.of()).refusal()).isEqualTo("400 verification_rejected");
    }

    @Test
    void whatTheRealmsRulesRefuseLeavesTheTokenGood() {
        admin.updateRealm(realm.name(), JsonNodeFactory.instance.objectNode().put("passwordPolicy", "length(12)"));
        TestUser known = realm.newUserWithoutPhone();
        String token = shop.prove("sms", phone);

        SelfService.Answer weak = shop.register(token, name, "short", Map.of());
        assertThat(weak.refusal()).isEqualTo("400 bad_field");
        assertThat(weak.text("field")).isEqualTo("password");
        assertThat(shop.register(token, known.name(), password, Map.of()).refusal())
                .isEqualTo("409 user_exists");
        assertThat(shop.register(token, name, password, Map.of("email", "no address"))
                        .text("field"))
                .isEqualTo("email");
        assertThat(shop.api()
                        .post(
                                "users",
                                "{\"verificationToken\":\"" + token + "\",\"username\":\"" + name
                                        + "\",\"enabled\":true}")
                        .refusal())
                .isEqualTo("400 bad_field");
        assertThat(shop.register(token, name, password, Map.of()).status()).isEqualTo(201);
    }

    @Test
    void aGuestBecomesARegisteredUserAndNobodyElseDoes() {
        TestUser guest = shop.guest(name);
        String token = shop.prove("sms", phone);
        TestUser owner = realm.newUserWithoutPhone();
        assertThat(shop.complete(owner.id(), token, password).refusal()).isEqualTo("409 not_a_guest");
        assertThat(shop.complete("none", token, password).refusal()).isEqualTo("404 not_found");
        assertThat(shop.complete(RegisteringApp.accountOf(realm, "shop-server"), token, password)
                        .refusal())
                .isEqualTo("404 not_found");
        TestUser steward = shop.guest(name + "-steward");
        giveAdminRights(steward);
        assertThat(shop.complete(steward.id(), token, password).refusal()).isEqualTo("409 not_a_guest");
        TestUser brokered = shop.guest(name + "-brokered");
        comesFromElsewhere(brokered);
        assertThat(shop.complete(brokered.id(), token, password).refusal()).isEqualTo("409 not_a_guest");
        assertThat(shop.complete(guest.id(), shop.prove("email", MailAddresses.next()), password)
                        .refusal())
                .isEqualTo("400 verification_rejected");

        assertThat(shop.complete(guest.id(), token, password).status()).isEqualTo(201);

        TestUser user = new TestUser(guest.id(), name, password, phone, "");
        assertThat(tokens.call(user).state()).isEqualTo("code_sent");
        assertThat(tokens.call(user, "otp", inbox.code(2)).hasTokens()).isTrue();
        String again = shop.prove("sms", PhoneNumbers.next());
        assertThat(shop.complete(guest.id(), again, password).refusal()).isEqualTo("409 not_a_guest");
    }

    private void giveAdminRights(TestUser user) {
        String client = admin.get("/" + realm.name() + "/clients?clientId=realm-management")
                .path(0)
                .path("id")
                .asText();
        var role = admin.get("/" + realm.name() + "/clients/" + client + "/roles/view-users");
        admin.send(
                "POST",
                "/" + realm.name() + "/users/" + user.id() + "/role-mappings/clients/" + client,
                JsonNodeFactory.instance.arrayNode().add(role));
    }

    private void comesFromElsewhere(TestUser user) {
        var provider = JsonNodeFactory.instance.objectNode();
        provider.put("alias", name).put("providerId", "oidc").put("enabled", true);
        provider.putObject("config")
                .put("clientId", "any")
                .put("clientSecret", "any")
                .put("authorizationUrl", "https://elsewhere.example/auth")
                .put("tokenUrl", "https://elsewhere.example/token");
        admin.send("POST", "/" + realm.name() + "/identity-provider/instances", provider);
        admin.send(
                "POST",
                "/" + realm.name() + "/users/" + user.id() + "/federated-identity/" + name,
                provider.objectNode().put("userId", "1").put("userName", "one"));
    }

    @Test
    void aNumberOfSomebodyElseIsRefusedOnlyOnceItIsProved() {
        realm.policy("unique-number", "true");
        try {
            String token = shop.prove("sms", phone);
            assertThat(shop.register(token, name, password, Map.of()).status()).isEqualTo(201);
            TestKeycloak.shared().setClockAhead(Duration.ofMinutes(6));
            RegisteringApp later = RegisteringApp.of(realm, "later");
            String second = later.prove("sms", phone);

            assertThat(later.register(second, name + "-b", password, Map.of()).refusal())
                    .isEqualTo("409 taken");
            assertThat(admin.get("/" + realm.name() + "/users?username=" + name + "-b"))
                    .isEmpty();
        } finally {
            realm.policy("unique-number", "false");
        }
    }
}
