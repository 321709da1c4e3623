package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.EventsDoc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept of one user is handed over as docs/privacy.md says, and erased. */
class UserDataIT {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `TWO_FACTOR_([A-Z]+)` \\|[^|]*\\|(?<told>[^|]*)\\|(?<notTold>[^|]*)\\|");
    private static final Pattern COLUMN = Pattern.compile("`([A-Z_]+)`");

    private static final AdminAs ADMIN = AdminAs.server();
    private static TestRealm realm;

    private final String phone = PhoneNumbers.next();
    private final String address = MailAddresses.next();

    @BeforeAll
    static void makeRealm() {
        realm = TrustKit.offering(
                TestRealm.create(file -> file.put("adminEventsEnabled", true)).withSetUp());
    }

    @Test
    void theExportHoldsEveryColumnThatIsToldAndNoneThatIsNot() throws IOException {
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(address));
        realm.policy("unique-number", "true");
        setUpAnother(user);
        TrustKit.trusting(realm, user);

        JsonNode data = send("GET", user).good();

        assertThat(data.path("id").asText()).isEqualTo(user.id());
        assertThat(data.path("methods").findValuesAsText("destination")).contains(phone, address);
        Matcher rows = ROW.matcher(Files.readString(Path.of("docs/privacy.md")));
        TreeMap<String, String> tables = new TreeMap<>();
        while (rows.find()) {
            String table = rows.group(1).toLowerCase(Locale.ROOT);
            tables.put(table, "");
            JsonNode told = data.path("tables").path(table);
            assertThat(told).as(table).isNotEmpty();
            assertTold(table, told, columns(rows.group("told")), user);
            for (String column : columns(rows.group("notTold"))) {
                String secret = stored(table, column, user);
                assertThat(told.findValue(name(column)))
                        .as(table + "." + column)
                        .isNull();
                assertThat(secret.isEmpty() || !data.toString().contains("\"" + secret + "\""))
                        .as(table + "." + column)
                        .isTrue();
            }
        }
        assertThat(tables.keySet())
                .containsExactlyInAnyOrderElementsOf(() -> data.path("tables").fieldNames());
    }

    @Test
    void erasingLeavesNothingOfOursAndTouchesNobodyElse() {
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(address));
        TestUser other = realm.newUser();
        TrustKit.trusting(realm, user);
        TrustKit.trusting(realm, other);
        long ofOther = Rows.of(other);
        SignIn inFlight = realm.signIn();
        inFlight.password(user);
        String code = TrustKit.newestCode(user);

        assertThat(send("DELETE", user).status()).isEqualTo(204);

        assertThat(Rows.of(user)).isZero();
        assertThat(Rows.count(
                        "select count(*) from two_factor_attempt a where not exists"
                                + " (select 1 from two_factor_ledger l where l.id = a.delivery_id) and ? <> ''",
                        user))
                .isZero();
        assertThat(realm.credentials(user).findValuesAsText("type")).containsExactly("password");
        assertThat(inFlight.code(code).isSignedIn()).isFalse();
        assertThat(realm.signIn().password(user).isSignedIn()).isTrue();
        assertThat(Rows.of(other)).isEqualTo(ofOther);
        assertThat(realm.signIn().password(other).isCodePage()).isTrue();
        assertThat(send("GET", user).good().path("methods")).isEmpty();
    }

    @Test
    void allOfItGoesInOneTransactionTrustedBrowsersToo() {
        TestUser user = realm.newUser();
        TrustKit.trusting(realm, user);
        moveTrustToTheFront(user);
        long rows = Rows.of(user);
        String browsers = "select id from credential where type = 'two-factor-trusted-device' and user_id = ?";
        CompletableFuture<AdminAs.Answer> erasing;

        try (Rows.Held held = Rows.hold(browsers, user)) {
            erasing = CompletableFuture.supplyAsync(() -> send("DELETE", user));
            held.awaitSomebody();
            assertThat(Rows.of(user)).isEqualTo(rows);
        }

        assertThat(erasing.join().status()).isEqualTo(204);
        assertThat(Rows.of(user)).isZero();
        assertThat(TrustKit.deviceCredentials(realm, user)).isZero();
    }

    // Keycloak moves up what stands behind a removed credential: a trusted browser there is waited for by any removal.
    private static void moveTrustToTheFront(TestUser user) {
        realm.credentials(user).forEach(row -> {
            if (row.path("type").asText().equals("two-factor-trusted-device")) {
                String path =
                        "/users/" + user.id() + "/credentials/" + row.path("id").asText() + "/moveToFirst";
                realm.admin().send("POST", "/" + realm.name() + path, null);
            }
        });
    }

    @Test
    void factorsOfKeycloaksOwnStayAndAreAskedFor() {
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.app(Secrets.token()));

        assertThat(send("DELETE", user).status()).isEqualTo(204);

        assertThat(realm.credentials(user).findValuesAsText("type")).containsExactlyInAnyOrder("password", "otp");
        assertThat(realm.signIn().password(user).isSignedIn()).isFalse();
        JsonNode listed = ADMIN.send("GET", realm.name(), "users?search=" + user.name(), null)
                .good()
                .path(0);
        assertThat(listed.path("status").asText()).isEqualTo("enabled");
        assertThat(listed.path("methods").toString()).isEqualTo("[\"totp\"]");
    }

    @Test
    void theUserIsToldOfWhatWasErasedAndAnAdminEventStaysWithoutNumber() {
        TestUser user = realm.newUser("", Credentials.address(address));
        TrustKit.trusting(realm, user);
        send("GET", user).good();

        assertThat(send("DELETE", user).status()).isEqualTo(204);

        assertThat(new CodeInbox(address).message(2).text()).contains("removed", "An administrator did this");
        JsonNode events = TestKeycloak.shared()
                .admin()
                .get("/" + realm.name() + "/admin-events?resourcePath=two-factor/users/" + user.id() + "/data");
        assertThat(events.findValuesAsText("operationType")).containsExactly("DELETE", "ACTION");
        assertThat(events.findValuesAsText("resourceType")).containsOnly("TWO_FACTOR_DATA");
        assertThat(EventsDoc.operations("TWO_FACTOR_DATA"))
                .containsExactlyInAnyOrderElementsOf(events.findValuesAsText("operationType"));
        assertThat(events.toString()).doesNotContain(address, user.name());
    }

    @Test
    void onlyWhoMayManageTheUserMayReadOrErase() {
        TestUser user = realm.newUser(phone, Credentials.phone(phone));
        for (String role : List.of("view-users", "query-users", "manage-realm", "impersonation")) {
            AdminAs admin = AdminAs.withRoles(realm, role);
            for (String verb : List.of("GET", "DELETE")) {
                AdminAs.Answer refused = admin.send(verb, realm.name(), "users/" + user.id() + "/data", null);
                assertThat(refused.status()).as(role + " " + verb).isEqualTo(403);
                assertThat(refused.text()).doesNotContain(phone.substring(2));
            }
        }
        assertThat(realm.credentials(user)).hasSize(2);
        AdminAs manager = AdminAs.withRoles(realm, "manage-users");
        assertThat(manager.send("GET", realm.name(), "users/nobody/data", null).status())
                .isEqualTo(404);
        assertThat(manager.send("DELETE", realm.name(), "users/nobody/data", null)
                        .status())
                .isEqualTo(404);
        assertThat(manager.send("GET", realm.name(), "users/" + user.id() + "/data", null)
                        .status())
                .isEqualTo(200);
    }

    private static AdminAs.Answer send(String verb, TestUser user) {
        return ADMIN.send(verb, realm.name(), "users/" + user.id() + "/data", null);
    }

    // Where each number is used once, one that is set up leaves a claim behind.
    private static void setUpAnother(TestUser user) {
        SelfService api = new SelfService(
                realm, TokenEndpoint.of(realm, "app-" + user.name()).tokenOf(user));
        String number = PhoneNumbers.next();
        String id = api.post("verifications", SelfServiceIT.verification("sms", number))
                .text("id");
        String code = SelfServiceIT.code(new CodeInbox(number).code(1));
        assertThat(api.post("verifications/" + id, code).status()).isEqualTo(201);
    }

    private static List<String> columns(String cell) {
        return COLUMN.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    // Where the database has a value, the export has it too; nothing else is in it.
    private static void assertTold(String table, JsonNode rows, List<String> columns, TestUser user) {
        Map<String, String> names = new TreeMap<>();
        columns.forEach(column -> names.put(name(column), column));
        TreeMap<String, Boolean> told = new TreeMap<>();
        for (JsonNode row : rows) {
            for (Iterator<String> fields = row.fieldNames(); fields.hasNext(); ) {
                told.put(fields.next(), true);
            }
        }
        assertThat(names.keySet()).as(table).containsAll(told.keySet());
        names.forEach((field, column) -> {
            if (!stored(table, column, user).isEmpty()) {
                assertThat(told).as(table).containsKey(field);
            }
        });
    }

    /** A value of the column that is stored of the user; empty when there is none. */
    private static String stored(String table, String column, TestUser user) {
        String whose = table.equals("attempt")
                ? "delivery_id in (select id from two_factor_ledger where user_id = ?)"
                : "user_id = ?";
        return Rows.text(
                "select cast(" + column + " as varchar) from two_factor_" + table + " where " + whose + " and " + column
                        + " is not null and cast(" + column + " as varchar) <> '' limit 1",
                user);
    }

    /** {@code createdAt} for {@code CREATED_AT}. */
    private static String name(String column) {
        Matcher words = Pattern.compile("_([a-z])").matcher(column.toLowerCase(Locale.ROOT));
        return words.replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }
}
