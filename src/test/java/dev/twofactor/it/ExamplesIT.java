package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files in {@code examples/} do what they say. */
class ExamplesIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final Path EXAMPLES = Path.of("examples");
    private static final String ACCOUNT = "AC" + Secrets.hex(16);
    private static Kcadm kcadm;

    @BeforeAll
    static void signInAsOperator() {
        kcadm = Kcadm.asRescue();
    }

    @AfterAll
    static void forgetTheOperator() {
        kcadm.forget();
    }

    private static Map<String, String> environment(String realm, String phone) {
        return Map.of(
                "KCADM",
                kcadm.command(),
                "REALM",
                realm,
                "PHONE",
                phone,
                "COMPANY",
                "Acme Shop",
                "TWILIO_ACCOUNT_SID",
                ACCOUNT,
                "TWILIO_AUTH_TOKEN",
                Secrets.token(),
                "TWILIO_FROM",
                "+14155550100",
                "TWILIO_URL",
                TestKeycloak.shared().inbox().twilioUrl(),
                "SMTP_PORT",
                String.valueOf(TestKeycloak.shared().inbox().smtpPort()));
    }

    @Test
    void theDemosRealmIsBuiltFromNothingByKcadm() {
        String realm = "from-nothing";
        String phone = PhoneNumbers.next();
        kcadm.runScript(EXAMPLES.resolve("kcadm/demo-realm.sh"), environment(realm, phone));

        assertThat(byCode(realm, "sms", new CodeInbox(phone).count(), phone)).isTrue();
        String address = "email@shop.example";
        assertThat(byCode(realm, "email", new CodeInbox(address).count(), address))
                .isTrue();
        Page app = password(realm, "app").tryAnotherWay().method("Authenticator Application");
        assertThat(app.submit(Map.of("code", Credentials.appCode("JBSWY3DPEHPK3PXP")))
                        .isSignedIn())
                .isTrue();
        assertThat(password(realm, "none").isSignedIn()).isTrue();

        JsonNode before = RealmExport.of(realm);
        kcadm.runScript(EXAMPLES.resolve("kcadm/two-factor.sh"), environment(realm, phone));
        assertThat(RealmExport.of(realm)).isEqualTo(before);
    }

    private static Page password(String realm, String user) {
        return BrowserSession.fresh().openLogin(realm, "shop-web").submit(Map.of("username", user, "password", user));
    }

    private static boolean byCode(String realm, String user, int earlier, String to) {
        Page page = password(realm, user);
        return page.isCodePage()
                && page.submit(Map.of("code", new CodeInbox(to).code(earlier + 1)))
                        .isSignedIn();
    }

    @Test
    void terraformsObjectsAreMadeReadAndDestroyed() {
        TestRealm realm = TestRealm.withoutTwoFactor();
        TerraformFile file = new TerraformFile(EXAMPLES.resolve("terraform/main.tf"));
        assertThat(file.declaresAllVariables()).isTrue();
        Map<String, TerraformFile.RestObject> objects = file.objects(Map.of(
                "twilio_account_sid", ACCOUNT, "twilio_auth_token", Secrets.token(), "twilio_from", "+14155550100"));
        assertThat(objects).containsOnlyKeys("policy", "twilio", "setup");

        for (TerraformFile.RestObject object : objects.values()) {
            String method = object.attributes().getOrDefault("create_method", "POST");
            JsonNode made = ADMIN.send(method, realm.name(), object.path("create_path"), object.data())
                    .good();
            String id = object.attributes().containsKey("object_id")
                    ? ""
                    : "/" + made.path("id").asText();
            ADMIN.send("GET", realm.name(), object.path("read_path") + id, null).good();
        }
        assertThat(state(realm, "setup").path("bound").asBoolean()).isTrue();
        assertThat(state(realm, "services")).hasSize(1);
        assertThat(state(realm, "policy").path("trust").asText()).isEqualTo("true");

        ADMIN.send("DELETE", realm.name(), objects.get("setup").path("destroy_path"), null)
                .good();
        ADMIN.send("DELETE", realm.name(), objects.get("policy").path("destroy_path"), null)
                .good();
        assertThat(state(realm, "setup").path("done").asBoolean()).isFalse();
        assertThat(state(realm, "policy").path("trust").asText()).isEqualTo("false");
    }

    private static JsonNode state(TestRealm realm, String path) {
        return ADMIN.send("GET", realm.name(), path, null).good();
    }

    @Test
    void theFileForKeycloakConfigCliIsARealmThatSignsInWithACodeAfterSetup() throws IOException {
        String name = "config-cli";
        String text = Files.readString(EXAMPLES.resolve("keycloak-config-cli/shop.json"))
                .replace("$(env:TWILIO_ACCOUNT_SID)", ACCOUNT)
                .replace("$(env:TWILIO_AUTH_TOKEN)", Secrets.token())
                .replace("$(env:TWILIO_FROM)", "+14155550100");
        ObjectNode file = (ObjectNode) new ObjectMapper().readTree(text);
        file.put("realm", name);
        TestKeycloak.shared().admin().createRealm(file);

        ADMIN.send("POST", name, "setup", AdminAs.json().put("bind", true)).good();

        JsonNode services = ADMIN.send("GET", name, "services", null).good();
        assertThat(services).hasSize(1);
        assertThat(services.path(0).has("problem")).isFalse();
        JsonNode policy = ADMIN.send("GET", name, "policy", null).good();
        assertThat(policy.path("company-name").asText()).isEqualTo("Acme Shop");
        assertThat(policy.path("trust").asText()).isEqualTo("true");
    }
}
