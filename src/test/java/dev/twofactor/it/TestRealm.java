package dev.twofactor.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.twofactor.inbox.Inbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A realm that one test class made for itself on the shared server; users are made one for each test. */
final class TestRealm {

    static final String SERVICE = "dev.twofactor.keycloak.SmsService";
    static final String POLICY = "dev.twofactor.keycloak.TwoFactorPolicy";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final AtomicInteger NEXT_USER = new AtomicInteger();

    private final String server;
    private final AdminApi admin;
    private final String name;

    private TestRealm(String server, AdminApi admin, String name) {
        this.server = server;
        this.admin = admin;
        this.name = name;
    }

    /**
     * A realm with the product's flow, one Twilio service that reaches the inbox, and the default policy but for the limits
     * by network address: all tests come from one.
     */
    static TestRealm create() {
        return create(realm -> {});
    }

    /** The same, with changes to the realm file before it is imported. */
    static TestRealm create(Consumer<ObjectNode> changes) {
        TestKeycloak keycloak = TestKeycloak.shared();
        return create(keycloak.url(), keycloak.admin(), changes);
    }

    /** The same, with the flows of the set-up in use: the token endpoint asks for codes too. */
    static TestRealm createWithSetUp() {
        return create().withSetUp();
    }

    /** Takes the flows of the set-up into use. */
    TestRealm withSetUp() {
        ObjectNode bind = JSON.createObjectNode().put("bind", true);
        admin.send("POST", "/" + name + "/two-factor/setup", bind);
        return this;
    }

    /** A realm on another server than the shared one; its messages reach the shared inbox all the same. */
    static TestRealm createOn(String server) {
        return createOn(server, realm -> {});
    }

    /** The same, with changes to the realm file before it is imported. */
    static TestRealm createOn(String server, Consumer<ObjectNode> changes) {
        return create(server, new AdminApi(server), changes);
    }

    private static TestRealm create(String server, AdminApi admin, Consumer<ObjectNode> changes) {
        String name = "test-" + NEXT.incrementAndGet();
        ObjectNode file = template(name, SharedInbox.get());
        changes.accept(file);
        RealmKeys.addTo(file);
        admin.createRealm(file);
        return new TestRealm(server, admin, name);
    }

    /** The same realm seen through another server of its cluster. */
    TestRealm on(String otherServer) {
        return new TestRealm(otherServer, new AdminApi(otherServer), name);
    }

    /** A realm with nothing of ours in it: Keycloak's own flow, no service, no policy. */
    static TestRealm withoutTwoFactor() {
        return create(realm -> realm.remove(List.of("authenticationFlows", "browserFlow", "components")));
    }

    private static ObjectNode template(String name, Inbox inbox) {
        try (InputStream file = TestRealm.class.getResourceAsStream("/realm-template.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@REALM@", name)
                    .replace("@ACCOUNT-SID@", "AC" + Secrets.hex(16))
                    .replace("@AUTH-TOKEN@", Secrets.token())
                    .replace("@TWILIO-URL@", inbox.twilioUrl())
                    .replace("@SMTP-PORT@", String.valueOf(inbox.smtpPort()));
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /** The realm's public address, without a slash at the end. */
    String url() {
        return server + "/realms/" + name;
    }

    /** What administers the server that it is on. */
    AdminApi admin() {
        return admin;
    }

    /** A new user with a password and a phone of its own. */
    TestUser newUser() {
        String phone = PhoneNumbers.next();
        return newUser(phone, Credentials.phone(phone));
    }

    /** A new user with a password alone. */
    TestUser newUserWithoutPhone() {
        return newUser("");
    }

    /** A new user with a password and these credentials; the phone is only noted in the result. */
    TestUser newUser(String phone, ObjectNode... credentials) {
        String user = "user-" + NEXT_USER.incrementAndGet();
        String password = Secrets.password();
        ArrayNode all = JsonNodeFactory.instance.arrayNode().addAll(List.of(credentials));
        String address = Stream.of(credentials)
                .filter(credential -> credential.path("type").asText().equals("two-factor-email"))
                .map(TestRealm::address)
                .findFirst()
                .orElse("");
        return new TestUser(admin.createUser(name, user, password, all), user, password, phone, address);
    }

    /** A new user with a password and a mail address of its own for codes. */
    TestUser newUserWithAddress() {
        return newUser("", Credentials.address(MailAddresses.next()));
    }

    private static String address(ObjectNode credential) {
        try {
            return JSON.readTree(credential.path("credentialData").asText())
                    .path("emailAddress")
                    .asText();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A person at a browser without cookies, about to sign in here. */
    SignIn signIn() {
        return new SignIn(BrowserSession.fresh(), server, name);
    }

    /** Sets one key of the policy; all others stay. */
    void policy(String key, String value) {
        configure(POLICY, key, value);
    }

    /** Sets one key of the (first) service; all others stay, secrets too. */
    void service(String key, String value) {
        configure(SERVICE, key, value);
    }

    private void configure(String type, String key, String value) {
        ObjectNode component = (ObjectNode) admin.components(name, type).path(0);
        component.withObject("/config").putArray(key).add(value);
        admin.updateComponent(name, component);
    }

    /** Replaces the realm's mail settings: keys and values in turn, all as text. */
    void smtp(String... settings) {
        ObjectNode server = JSON.createObjectNode();
        for (int i = 0; i < settings.length; i += 2) {
            server.put(settings[i], settings[i + 1]);
        }
        admin.updateRealm(name, JSON.createObjectNode().set("smtpServer", server));
    }

    /** Sets the realm's mail settings back to those of a new realm. */
    void smtpToInbox() {
        String port = String.valueOf(TestKeycloak.shared().inbox().smtpPort());
        smtp("host", "127.0.0.1", "port", port, "from", "no-reply@acme.example");
    }

    /** Switches Keycloak's own brute-force protection on, set so that only its count of failures can lock a user. */
    void protectAgainstBruteForce(int failureFactor) {
        admin.updateRealm(
                name,
                JSON.createObjectNode()
                        .put("bruteForceProtected", true)
                        .put("quickLoginCheckMilliSeconds", 0)
                        .put("failureFactor", failureFactor));
    }

    /** Uses up the user's wrong codes of a day: ten in two browsers, since each code takes five. */
    void lock(TestUser user) {
        CodeInbox inbox = new CodeInbox(user.phone());
        for (int code = 1; code <= 2; code++) {
            SignIn guesser = signIn();
            guesser.password(user);
            for (int i = 0; i < 5; i++) {
                guesser.code(inbox.wrongCode(code));
            }
        }
    }

    /** The user's events, newest first. */
    JsonNode events(TestUser user) {
        return admin.events(name, user.id());
    }

    /** What the admin console lists as the user's credentials. */
    JsonNode credentials(TestUser user) {
        return admin.credentials(name, user.id());
    }

    /** Failures that Keycloak's own brute-force protection counts against the user. */
    int failures(TestUser user) {
        return admin.attackDetection(name, user.id()).path("numFailures").asInt();
    }

    void delete(TestUser user) {
        admin.deleteUser(name, user.id());
    }

    /** Removes the realm; a class need not, since the whole server goes with the run. */
    void delete() {
        admin.deleteRealm(name);
    }
}
