package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the calls of the description: its examples, with what there is in a realm in the place of ids, numbers and codes. */
final class ExampleCalls {

    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final TestRealm realm = TrustKit.offering(TestRealm.createWithSetUp());
    /** Its settings change under the examples, so nobody signs in here. */
    private final TestRealm configured = TestRealm.createWithSetUp();

    private final TokenEndpoint app = TokenEndpoint.of(realm, "app");
    private final RegisteringApp shop = RegisteringApp.of(realm, "shop-server");

    TestRealm realm() {
        return realm;
    }

    /** What is put in. */
    private record Call(SelfService api, OpenApi.Operation operation, ObjectNode body) {

        SelfService.Answer with(String path) {
            return api.does(operation, path, body.isEmpty() ? null : body.toString());
        }
    }

    SelfService.Answer make(OpenApi.Operation operation) {
        String path = operation.relativePath();
        ObjectNode body = operation.example() instanceof ObjectNode example ? example.deepCopy() : NODES.objectNode();
        if (body.has("destination")) {
            body.put("destination", PhoneNumbers.next());
        }
        return switch (operation.area()) {
            case DELIVERY -> delivery(operation, path);
            case ADMIN -> path.startsWith("users/{id}") ? oneUser(operation, path, body) : admin(operation, path, body);
            case SELF_SERVICE ->
                path.startsWith("users")
                        ? registers(new Call(shop.api(), operation, body), path)
                        : own(operation, path, body);
        };
    }

    private SelfService.Answer own(OpenApi.Operation operation, String path, ObjectNode body) {
        if (path.equals("verifications/{id}")) {
            SelfService api = new SelfService(realm, app.tokenOf(realm.newUserWithoutPhone()));
            String phone = PhoneNumbers.next();
            SelfService.Answer started = api.post("verifications", SelfServiceIT.verification("sms", phone));
            body.put("code", new CodeInbox(phone).code(1));
            return new Call(api, operation, body).with("verifications/" + started.text("id"));
        }
        if (path.equals("devices/{id}")) {
            TestUser user = realm.newUser();
            TrustKit.trusting(realm, user);
            app.call(user);
            SelfService api = new SelfService(
                    realm,
                    app.call(user, "otp", new CodeInbox(user.phone()).code(2)).accessToken());
            return new Call(api, operation, body)
                    .with("devices/" + api.get("devices").json().at("/0/id").asText());
        }
        boolean needsMethod = path.equals("methods/{id}") || path.equals("switch");
        TestUser user = needsMethod ? realm.newUser() : realm.newUserWithoutPhone();
        return new Call(new SelfService(realm, app.tokenOf(user)), operation, body)
                .with(path.replace("{id}", method(user)));
    }

    private SelfService.Answer registers(Call call, String path) {
        String name = "example-" + NEXT.incrementAndGet();
        call.body().put("verificationToken", shop.prove("sms", PhoneNumbers.next()));
        if (call.body().has("username")) {
            call.body().put("username", name).put("email", name + "@test.example");
        }
        return call.with(
                path.replace("{id}", path.contains("{id}") ? shop.guest(name).id() : ""));
    }

    private SelfService.Answer oneUser(OpenApi.Operation operation, String path, ObjectNode body) {
        SelfService admin = new SelfService(realm, AdminAs.server().freshToken());
        TestUser user = path.endsWith("/methods") ? realm.newUserWithoutPhone() : realm.newUser();
        String filled = path.replace("{id}", user.id());
        if (body.has("method") && !body.has("destination")) {
            body.put("method", method(user));
        }
        if (path.endsWith("{device}")) {
            TrustKit.trusting(realm, user);
            filled = filled.replace(
                    "{device}",
                    admin.administers("GET", "users/" + user.id() + "/devices", null)
                            .json()
                            .at("/0/id")
                            .asText());
        }
        if (path.endsWith("{verification}")) {
            filled = filled.replace(
                    "{verification}",
                    admin.administers("POST", "users/" + user.id() + "/verifications", "{}")
                            .text("id"));
            body = body.isEmpty() ? body : body.put("code", new CodeInbox(user.phone()).code(1));
        }
        return new Call(admin, operation, body).with(filled.replace("{method}", method(user)));
    }

    private SelfService.Answer admin(OpenApi.Operation operation, String path, ObjectNode body) {
        // The ledger of the realm whose users got messages is the one that has something to show.
        boolean reads = operation.verb().equals("GET");
        SelfService admin =
                new SelfService(reads ? realm : configured, AdminAs.server().freshToken());
        if (path.equals("users/reset")) {
            // Whether it is still running then is chance; both is described.
            admin.administers("POST", "users/reset", null);
        }
        if (path.equals("services/order")) {
            ArrayNode ids = NODES.arrayNode();
            admin.administers("GET", "services", null)
                    .json()
                    .forEach(service -> ids.add(service.path("id").asText()));
            return admin.does(operation, path, ids.toString());
        }
        if (body.has("to")) {
            body.put("to", PhoneNumbers.next());
        }
        return new Call(admin, operation, body).with(path.replace("{id}", service(admin, operation)));
    }

    private static String service(SelfService admin, OpenApi.Operation operation) {
        return operation.verb().equals("DELETE")
                ? admin.administers("POST", "services", Twilio.service().toString())
                        .text("id")
                : admin.administers("GET", "services", null).json().at("/0/id").asText();
    }

    private SelfService.Answer delivery(OpenApi.Operation operation, String path) {
        SelfService nobody = new SelfService(realm, null);
        if (operation.verb().equals("GET")) {
            TestUser user = realm.newUser();
            app.call(user);
            new CodeInbox(user.phone()).awaitSettled(user);
            return nobody.does(
                    operation,
                    path.replace("{handle}", Rows.text("select id from two_factor_challenge where user_id = ?", user)),
                    null);
        }
        String key = Secrets.remember(UUID.randomUUID().toString());
        String service = new SelfService(realm, AdminAs.server().freshToken())
                .administers(
                        "POST",
                        "services",
                        NODES.objectNode()
                                .put("type", "cdyne")
                                .put("license-key", key)
                                .put("enabled", false)
                                .put("callback-url", TestKeycloak.shared().url() + "/")
                                .toString())
                .text("id");
        String address = path.replace("{service}", service).replace("{delivery}", "any");
        return nobody.does(
                operation,
                address + "?key=" + postbackKey(key, "any"),
                operation.example().toString());
    }

    // What the address of one message carries, which only CDYNE is told.
    private static String postbackKey(String licenseKey, String delivery) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(licenseKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] tag =
                    mac.doFinal(("keycloak-two-factor cdyne postback " + delivery).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String method(TestUser user) {
        return realm.credentials(user).path(1).path("id").asText();
    }
}
