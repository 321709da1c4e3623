package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo's realm file on a real server. */
class DemoRealmIT {

    private static final String REALM = "demo-file";
    private static final AdminApi API = TestKeycloak.shared().admin();

    @Test
    void aUserOfTheDemoDeletesAPhoneInTheAccountConsolesWay() throws IOException {
        String phone = PhoneNumbers.next();
        String text = Files.readString(Path.of("realm-export.json"))
                .replace(
                        "http://${DEMO_INBOX_HOST:127.0.0.1}:${DEMO_INBOX_PORT:8025}/twilio",
                        TestKeycloak.shared().inbox().twilioUrl())
                .replaceAll("\\$\\{DEMO_INBOX_HOST:([^}]*)}", "$1")
                .replaceAll("\\$\\{DEMO_SMTP_PORT:([^}]*)}", "$1")
                .replace("default-roles-shop", "default-roles-" + REALM)
                .replace("+14155550101", phone);
        ObjectNode file = (ObjectNode) new ObjectMapper().readTree(text);
        API.createRealm(file.put("realm", REALM));
        assertThat(API.get("/" + REALM).path("resetCredentialsFlow").asText())
                .isEqualTo("two-factor reset credentials");
        String user = API.get("/" + REALM + "/users?exact=true&username=sms")
                .path(0)
                .path("id")
                .asText();
        String credential = "";
        for (JsonNode each : API.credentials(REALM, user)) {
            credential = each.path("type").asText().equals("two-factor-sms")
                    ? each.path("id").asText()
                    : credential;
        }

        BrowserSession browser = BrowserSession.fresh();
        browser.openLogin(REALM, "shop-web", "&kc_action=delete_credential:" + credential)
                .submit(Map.of("username", "sms", "password", "sms"));
        browser.page().submit(Map.of("code", new CodeInbox(phone).code(1)));
        assertThat(browser.page().body()).contains("kc-accept");
        Page back = browser.page().submit(Map.of("accept", ""));

        assertThat(back.isSignedIn()).isTrue();
        assertThat(API.credentials(REALM, user).findValuesAsText("type")).containsExactly("password");
    }
}
