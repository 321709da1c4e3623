package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which pages of the web may call administration and registration, and how their lists come in pages. */
class OriginsAndPagesIT {

    private static final String LISTED = "https://panel.example";
    private static final String UNLISTED = "https://evil.example";

    private static TestRealm realm;
    private static SelfService panel;

    @BeforeAll
    static void makePanel() {
        realm = TestRealm.createWithSetUp();
        TestUser admin = AdminAs.newAdmin(realm, "manage-realm", "manage-users");
        panel = new SelfService(realm, withOrigin("panel").tokenOf(admin));
    }

    private static TokenEndpoint withOrigin(String client) {
        return TokenEndpoint.of(
                realm, client, application -> application.putArray("webOrigins").add(LISTED));
    }

    @Test
    void aListedPageMayAdministerAndAnotherReadsNothing() {
        SelfService.Answer listed = panel.administers("GET", "policy", null, "Origin", LISTED);
        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.header("Access-Control-Allow-Origin")).isEqualTo(LISTED);

        SelfService.Answer refused = panel.administers("GET", "users/none", null, "Origin", LISTED);
        assertThat(refused.refusal()).isEqualTo("404 not_found");
        assertThat(refused.header("Access-Control-Allow-Origin"))
                .as("a page may read why it was refused")
                .isEqualTo(LISTED);

        SelfService.Answer unlisted = panel.administers("GET", "policy", null, "Origin", UNLISTED);
        assertThat(unlisted.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aBrowserMayAskBeforehandWithoutAToken() {
        SelfService nobody = new SelfService(realm, null);
        String[] asked = {"Origin", LISTED, "Access-Control-Request-Method", "PUT"};

        for (SelfService.Answer answer : List.of(
                nobody.administers("OPTIONS", "policy", null, asked),
                nobody.send("OPTIONS", "verifications", null, asked),
                nobody.send("OPTIONS", "users", null, asked))) {
            assertThat(answer.status()).isBetween(200, 204);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(LISTED);
            assertThat(answer.header("Access-Control-Allow-Methods")).contains("PUT", "POST");
            assertThat(answer.header("Access-Control-Allow-Headers")).contains("Authorization");
        }
    }

    @Test
    void aRegistrarsPageMustBeListedBeforeAnythingIsSent() {
        TokenEndpoint client = withOrigin("shop-page");
        RegisteringApp.giveRole(realm, RegisteringApp.accountOf(realm, "shop-page"));
        SelfService shop = new SelfService(realm, client.ownToken());
        String phone = PhoneNumbers.next();
        String wanted = SelfServiceIT.verification("sms", phone);

        assertThat(shop.send("POST", "verifications", wanted, "Origin", UNLISTED)
                        .refusal())
                .isEqualTo("403 origin_not_allowed");
        assertThat(shop.send("POST", "users", "{}", "Origin", UNLISTED).refusal())
                .isEqualTo("403 origin_not_allowed");
        assertThat(new CodeInbox(phone).count()).isZero();
        SelfService.Answer listed = shop.send("POST", "verifications", wanted, "Origin", LISTED);
        assertThat(listed.status()).isEqualTo(201);
        assertThat(listed.header("Access-Control-Allow-Origin")).isEqualTo(LISTED);
    }

    @Test
    void listsOfAdministrationComeInPages() {
        panel.administers("POST", "services", Twilio.service().toString());
        realm.newUser();
        realm.newUser();

        for (String list : List.of("services", "users", "preview/users?fate=all", "preview/roles")) {
            String path = list + (list.contains("?") ? "&" : "?");
            List<String> all = page(path + "first=0&max=100");
            assertThat(all).as(list).hasSizeGreaterThan(1);
            assertThat(page(path + "first=0&max=1")).as(list).isEqualTo(all.subList(0, 1));
            assertThat(page(path + "first=1&max=1")).as(list).isEqualTo(all.subList(1, 2));
            assertThat(page(path + "first=" + all.size())).as(list).isEmpty();
        }
    }

    private static List<String> page(String path) {
        return panel.administers("GET", path, null).json().findValuesAsText("id");
    }

    @Test
    void ownMethodsComeInPages() {
        String phone = PhoneNumbers.next();
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(MailAddresses.next()));
        SelfService own = new SelfService(realm, withOrigin("pages").tokenOf(user));

        assertThat(own.get("methods?first=0&max=1").json().findValuesAsText("method"))
                .containsExactly("sms");
        assertThat(own.get("methods?first=1&max=1").json().findValuesAsText("method"))
                .containsExactly("email");
        assertThat(own.get("methods?max=0").json()).isEmpty();
        assertThat(own.get("methods?max=-1").refusal()).isEqualTo("400 bad_field");
    }
}
