package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the self-service REST refuses, in one shape, with nothing sent and nothing stored. */
class SelfServiceRefusalsIT {

    private static TestRealm realm;
    private static TokenEndpoint app;

    private final TestUser user = realm.newUserWithoutPhone();
    private final String phone = PhoneNumbers.next();
    private final String wanted = SelfServiceIT.verification("sms", phone);

    @BeforeAll
    static void makeRealm() {
        realm = TestRealm.createWithSetUp();
        app = TokenEndpoint.of(
                realm, "app", client -> client.putArray("webOrigins").add("https://shop.example"));
    }

    @AfterEach
    void nothingWasSentOrStored() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
        assertThat(new CodeInbox(phone).count()).isZero();
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", user))
                .isZero();
        assertThat(realm.credentials(user)).hasSize(1);
    }

    @Test
    void tokensThatAreNoneOrNotForThisAreRefused() {
        assertThat(start(null).refusal()).isEqualTo("401 bad_token");
        assertThat(start(null).header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(start("nonsense").refusal()).isEqualTo("401 bad_token");
        TestRealm other = TestRealm.create();
        String foreign = TokenEndpoint.of(other, "app").tokenOf(other.newUserWithoutPhone());
        assertThat(start(foreign).refusal()).isEqualTo("401 bad_token");
        assertThat(start(app.ownToken()).refusal()).isEqualTo("403 not_allowed");
        TokenEndpoint narrow = TokenEndpoint.of(realm, "narrow", client -> client.put("fullScopeAllowed", false));
        assertThat(start(narrow.tokenOf(user)).refusal()).isEqualTo("401 bad_token");
        String token = app.tokenOf(user);
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(10));
        assertThat(start(token).refusal()).isEqualTo("401 bad_token");
    }

    private SelfService.Answer start(String token) {
        return new SelfService(realm, token).post("verifications", wanted);
    }

    @Test
    void pagesOfOtherOriginsAreRefusedAndThoseOfTheClientMayCall() {
        SelfService api = new SelfService(realm, app.tokenOf(user));

        assertThat(api.send("POST", "verifications", wanted, "Origin", "https://evil.example")
                        .refusal())
                .isEqualTo("403 origin_not_allowed");
        SelfService.Answer allowed = api.send("GET", "methods", null, "Origin", "https://shop.example");
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
        SelfService.Answer preflight = new SelfService(realm, null)
                .send(
                        "OPTIONS",
                        "verifications",
                        null,
                        "Origin",
                        "https://shop.example",
                        "Access-Control-Request-Method",
                        "POST");
        assertThat(preflight.status()).isBetween(200, 204);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PATCH | methods | '' | 405 verb_not_allowed",
                "POST | methods | {} | 405 verb_not_allowed",
                "GET | verifications | '' | 405 verb_not_allowed",
                "DELETE | switch | '' | 405 verb_not_allowed",
                "GET | nothing/here | '' | 404 not_found",
                "GET | methods/extra/part | '' | 404 not_found",
                "DELETE | methods/none | '' | 404 not_found",
                "POST | verifications/none | {\"code\":\"123456\"} | 404 not_found",
                "POST | verifications | '' | 400 malformed",
                "POST | verifications | [] | 400 malformed",
                "POST | verifications | {\"method\":\"sms\" | 400 malformed",
                "POST | verifications | {\"method\":\"sms\",\"method\":\"email\"} | 400 malformed",
                "POST | verifications | {\"method\":\"sms\"} {} | 400 malformed",
                "POST | verifications | {\"method\":\"sms\"} | 400 bad_field",
                "POST | verifications | {\"method\":7,\"destination\":\"+14155550199\"} | 400 bad_field",
                "POST | verifications | {\"method\":\"pigeon\",\"destination\":\"+14155550199\"} | 400 bad_field",
                "POST | verifications | {\"method\":\"sms\",\"destination\":[]} | 400 bad_field",
                "POST | verifications | {\"method\":\"sms\",\"destination\":\"+14155550199\",\"more\":1} | 400 bad_field",
                "POST | verifications | {\"method\":\"email\",\"destination\":\"a@b.example,c@d.example\"} | 400 bad_destination",
                "PUT | switch | {\"on\":\"false\"} | 400 bad_field",
                "GET | methods?first=x | '' | 400 bad_field"
            })
    void whatCannotBeMeantIsRefused(String verb, String path, String body, String refusal) {
        SelfService api = new SelfService(realm, app.tokenOf(user));

        assertThat(api.send(verb, path, body.isEmpty() && !verb.equals("POST") ? null : body)
                        .refusal())
                .isEqualTo(refusal);
    }

    @Test
    void aMegabyteAndOtherThanJsonAreRefused() {
        SelfService api = new SelfService(realm, app.tokenOf(user));

        assertThat(api.post("verifications", "{\"method\":\"" + "x".repeat(1_000_000) + "\"}")
                        .refusal())
                .isEqualTo("413 too_large");
        assertThat(api.send("POST", "verifications", wanted, "Content-Type", "text/plain")
                        .refusal())
                .isEqualTo("415 not_json");
        assertThat(api.send("POST", "verifications", "method=sms", "Content-Type", "application/x-www-form-urlencoded")
                        .refusal())
                .isEqualTo("415 not_json");
    }

    @Test
    void titlesAreInTheLanguageOfWhoeverAsksAndCodesAreNot() {
        SelfService.Answer german = new SelfService(realm, null).send("GET", "methods", null, "Accept-Language", "de");

        assertThat(german.text("title")).isEqualTo("Ein gültiges Zugriffstoken wird gebraucht.");
        assertThat(german.text("code")).isEqualTo("bad_token");
    }

    @Test
    void oneDescriptionIsServedToEverybodyAndNamesEveryCall() {
        assertThat(new SelfService(realm, null).get("openapi.yaml").status()).isEqualTo(200);
        assertThat(OpenApi.of(realm).operations())
                .extracting(OpenApi.Operation::toString)
                .filteredOn(operation -> !operation.contains("/admin/"))
                .extracting(operation -> operation.replace("/realms/{realm}/two-factor", ""))
                .containsExactlyInAnyOrder(
                        "DELETE /devices",
                        "DELETE /devices/{id}",
                        "DELETE /methods/{id}",
                        "GET /devices",
                        "GET /methods",
                        "GET /openapi.yaml",
                        "GET /switch",
                        "POST /users",
                        "POST /users/{id}",
                        "POST /verifications",
                        "POST /verifications/{id}",
                        "PUT /methods/{id}",
                        "PUT /switch",
                        "GET -delivery/status/{handle}",
                        "POST -delivery/reports/{service}/{delivery}");
        assertThat(OpenApi.of(realm).operations())
                .extracting(OpenApi.Operation::toString)
                .contains(
                        "GET /admin/realms/{realm}/two-factor/services",
                        "PUT /admin/realms/{realm}/two-factor/policy",
                        "DELETE /admin/realms/{realm}/two-factor/users/{id}");
    }

    @Test
    void noGetAndNothingWithoutATokenSendsAMessage() {
        SelfService own = new SelfService(realm, app.tokenOf(user));
        SelfService nobody = new SelfService(realm, null);
        SelfService shop = RegisteringApp.of(realm, "shop-" + user.name()).api();
        TestUser owner = realm.newUser();
        AdminAs admin = AdminAs.server();
        String service = TestKeycloak.shared()
                .admin()
                .components(realm.name(), TestRealm.SERVICE)
                .path(0)
                .path("id")
                .asText();
        String query = "?method=sms&code=123456&to=" + URLEncoder.encode(phone, StandardCharsets.UTF_8)
                + "&destination=" + URLEncoder.encode(phone, StandardCharsets.UTF_8);
        for (OpenApi.Operation operation : OpenApi.of(realm).operations()) {
            String path = operation
                    .relativePath()
                    .replace("{id}", operation.path().contains("/services/") ? service : owner.id())
                    .replaceAll("\\{[a-z]+}", "any");
            if (path.equals("openapi.yaml")) {
                continue;
            }
            if (operation.area() == OpenApi.Area.DELIVERY) {
                assertThat(nobody.does(operation, path + query, wanted).status())
                        .as(operation.toString())
                        .isBetween(403, 404);
            } else if (operation.isAdministration()) {
                admin.send("GET", realm.name(), path + query, null);
                admin.send("HEAD", realm.name(), path + query, null);
                assertThat(nobody.does(operation, path + query, "{\"to\":\"" + phone + "\"}")
                                .refusal())
                        .as(operation.toString())
                        .isEqualTo("401 bad_token");
            } else {
                own.get(path + query);
                own.send("HEAD", path + query, null);
                shop.get(path + query);
                assertThat(nobody.send(operation.verb(), path + query, wanted).refusal())
                        .as(operation.toString())
                        .isEqualTo("401 bad_token");
            }
        }
        assertThat(new CodeInbox(owner.phone()).count()).isZero();
        assertThat(Rows.count("select count(*) from two_factor_ledger where user_id = ?", owner))
                .isZero();
    }
}
