package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.twofactor.gateway.FaultServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What became of the message: told by the vendor, shown on the page. */
class ArrivalIT {

    private static final AdminAs ADMIN = AdminAs.server();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String MADE = "{\"sid\":\"SM0123456789abcdef0123456789abcdef\",\"status\":\"queued\"}";

    private final TestKeycloak keycloak = TestKeycloak.shared();
    private final TestRealm realm = TestRealm.create();
    private final String token = Secrets.token();

    @AfterEach
    void putClockRight() {
        keycloak.setClockAhead(Duration.ZERO);
    }

    // Comes before the realm's own, which reaches the inbox.
    private String reportingService(String apiUrl) {
        realm.service("priority", "10");
        return ADMIN.send(
                        "POST",
                        realm.name(),
                        "services",
                        Twilio.service(token)
                                .put("priority", "0")
                                .put("api-url", apiUrl)
                                .put("callback-url", keycloak.url() + "/"))
                .good()
                .path("id")
                .asText();
    }

    private static String delivery(TestUser user) {
        return Rows.text("select id from two_factor_ledger where user_id = ? order by created_at desc", user);
    }

    private static String state(TestUser user) {
        return Rows.text("select state from two_factor_ledger where user_id = ? order by created_at desc", user);
    }

    private String address(String realmName, String service, String delivery) {
        return keycloak.url() + "/realms/" + realmName + "/two-factor-delivery/reports/" + service + "/" + delivery;
    }

    private static HttpResponse<String> call(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void reportsMoveTheStateForwardInAnyOrderAndOnlyTheVendorsOwn() {
        String service = reportingService(keycloak.inbox().twilioUrl());
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        person.password(user);
        new CodeInbox(user.phone()).awaitSettled(user);
        String address = address(realm.name(), service, delivery(user));

        assertThat(TwilioReport.tell(address, "delivered", "forged")).isEqualTo(403);
        assertThat(TwilioReport.post(address, Map.of("MessageStatus", "delivered"), ""))
                .isEqualTo(403);
        TestRealm other = TestRealm.create();
        assertThat(TwilioReport.tell(address(other.name(), service, delivery(user)), "delivered", token))
                .isEqualTo(403);
        String own = ADMIN.send("GET", realm.name(), "services", null)
                .good()
                .path(1)
                .path("id")
                .asText();
        assertThat(TwilioReport.tell(address(realm.name(), own, delivery(user)), "delivered", token))
                .isEqualTo(403);
        // What was rightly signed for another message of this realm.
        TestUser neighbour = realm.newUser();
        realm.signIn().password(neighbour);
        new CodeInbox(neighbour.phone()).awaitSettled(neighbour);
        String signed = address(realm.name(), service, delivery(neighbour));
        assertThat(TwilioReport.post(
                        address,
                        Map.of("MessageStatus", "failed"),
                        TwilioReport.sign(signed + "MessageStatusfailed", token)))
                .isEqualTo(403);
        assertThat(state(user)).isEqualTo("SENT");

        assertThat(TwilioReport.tell(address, "delivered", token)).isEqualTo(204);
        assertThat(state(user)).isEqualTo("DELIVERED");
        assertThat(TwilioReport.tell(address, "sent", token)).isEqualTo(204);
        assertThat(TwilioReport.tell(address, "failed", token)).isEqualTo(204);
        assertThat(TwilioReport.tell(address, "delivered", token)).isEqualTo(204);
        assertThat(state(user)).isEqualTo("DELIVERED");
        assertThat(person.browser().reload().notices().toString()).contains("arrived");
    }

    @Test
    void aReportThatComesLateOrForAMessageOfAnotherRealmChangesNothing() {
        String service = reportingService(keycloak.inbox().twilioUrl());
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        new CodeInbox(user.phone()).awaitSettled(user);
        TestRealm other = TestRealm.create();
        TestUser stranger = other.newUser();
        other.signIn().password(stranger);
        new CodeInbox(stranger.phone()).awaitSettled(stranger);

        // Rightly signed with this realm's service, for the other realm's message.
        assertThat(TwilioReport.tell(address(realm.name(), service, delivery(stranger)), "delivered", token))
                .isEqualTo(204);
        assertThat(state(stranger)).isEqualTo("SENT");
        keycloak.setClockAhead(Duration.ofMinutes(61));
        assertThat(TwilioReport.tell(address(realm.name(), service, delivery(user)), "delivered", token))
                .isEqualTo(204);
        assertThat(state(user)).isEqualTo("SENT");
    }

    @ParameterizedTest
    @CsvSource({"delivered,DELIVERED", "failed,FAILED", "undelivered,FAILED", "sent,SENT"})
    void aReportBeforeTheAnswerOfTheSendIsRightInTheEnd(String told, String state) throws IOException {
        try (FaultServer vendor = new FaultServer(FaultServer.later(1500, FaultServer.status(201, MADE)))) {
            String service = reportingService(vendor.address().toString());
            TestUser user = realm.newUser();
            realm.signIn().password(user);
            Waiting.until(() -> !vendor.requests().isEmpty());
            assertThat(vendor.requests().get(0)).contains("StatusCallback=");

            String address = address(realm.name(), service, delivery(user));
            assertThat(TwilioReport.tell(address, told, token)).isEqualTo(204);
            assertThat(TwilioReport.tell(address, "sent", token)).isEqualTo(204);

            Waiting.until(() -> Rows.count(
                            "select count(*) from two_factor_attempt a join two_factor_ledger l on a.delivery_id = l.id"
                                    + " where l.user_id = ?",
                            user)
                    == 1);
            assertThat(state(user)).isEqualTo(state);
            assertThat(Rows.text(
                            "select a.state from two_factor_attempt a join two_factor_ledger l on a.delivery_id = l.id"
                                    + " where l.user_id = ?",
                            user))
                    .isEqualTo(state);
        }
    }

    @Test
    void cdyneReportsByTheAddressThatItsMessageCarriedAndNobodyByAnother() throws IOException {
        String taken = "[{\"MessageID\":\"5ba5ad12-1e11-4b6b-9f3c-2f0a34b1a3d5\",\"MessageStatus\":201}]";
        try (FaultServer vendor = new FaultServer(FaultServer.status(200, taken))) {
            realm.service("priority", "10");
            ADMIN.send(
                            "POST",
                            realm.name(),
                            "services",
                            AdminAs.json()
                                    .put("type", "cdyne")
                                    .put("priority", "0")
                                    .put(
                                            "license-key",
                                            Secrets.remember(UUID.randomUUID().toString()))
                                    .put("api-url", vendor.address().toString())
                                    .put("callback-url", keycloak.url() + "/"))
                    .good();
            TestUser user = realm.newUser();
            TestUser other = realm.newUser();
            for (TestUser each : new TestUser[] {user, other}) {
                realm.signIn().password(each);
                new CodeInbox(each.phone()).awaitSettled(each);
            }
            String address = postback(vendor.requests().get(0));
            String others = postback(vendor.requests().get(1));

            String mixed = others.substring(0, others.indexOf('?')) + address.substring(address.indexOf('?'));
            assertThat(postJson(mixed, "506")).isEqualTo(403);
            assertThat(postJson(address.substring(0, address.indexOf('?')), "506"))
                    .isEqualTo(403);
            assertThat(state(user)).isEqualTo("SENT");
            assertThat(state(other)).isEqualTo("SENT");
            assertThat(postJson(address, "506")).isEqualTo(204);
            assertThat(postJson(address, "506")).isEqualTo(204);
            assertThat(state(user)).isEqualTo("FAILED");
            assertThat(state(other)).isEqualTo("SENT");
        }
    }

    private static String postback(String request) {
        Matcher address = Pattern.compile("\"PostbackUrl\":\"([^\"]+)\"").matcher(request);
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    private static int postJson(String address, String status) {
        return call(HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("[{\"MessageStatus\":\"" + status + "\"}]"))
                        .build())
                .statusCode();
    }

    @Test
    void theStatusIsForWhoeverHasTheHandleAndTellsTheStateAlone() {
        TestUser user = realm.newUser();
        SignIn person = realm.signIn();
        Page page = person.password(user);
        String status = page.html().selectFirst("#two-factor-state").attr("data-address");
        new CodeInbox(user.phone()).awaitSettled(user);

        HttpResponse<String> answer = get(status);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"state\":\"SENT\"").hasSizeLessThan(50);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(get(status.substring(0, status.length() - 1) + "x").statusCode())
                .isEqualTo(404);
        TestRealm other = TestRealm.create();
        assertThat(get(status.replace("/" + realm.name() + "/", "/" + other.name() + "/"))
                        .statusCode())
                .isEqualTo(404);
        keycloak.setClockAhead(Duration.ofMinutes(16));
        assertThat(get(status).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(String address) {
        return call(HttpRequest.newBuilder(URI.create(address)).build());
    }

    // Says nothing until somebody has seen that the message is on its way; the server waits five seconds for it.
    private static FaultServer vendorAfter(CompletableFuture<Void> seen) throws IOException {
        FaultServer.Behaviour answer = FaultServer.status(201, MADE);
        return new FaultServer(connection -> {
            seen.join();
            answer.answer(connection);
        });
    }

    @Test
    void aPersonSeesEachStateComeWithoutDoingAnything() throws IOException {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        try (FaultServer vendor = vendorAfter(seen);
                BrowserContext context = Chromium.newContext()) {
            String service = reportingService(vendor.address().toString());
            TestUser user = realm.newUser();
            com.microsoft.playwright.Page page = codePage(context, user);
            var state = page.locator("#two-factor-state");
            PlaywrightAssertions.assertThat(state).containsText("We are sending");
            seen.complete(null);
            assertThat(state.getAttribute("role")).isEqualTo("status");
            PlaywrightAssertions.assertThat(state).containsText("We sent");
            Chromium.assertNoAxeViolations(page);
            TwilioReport.tell(address(realm.name(), service, delivery(user)), "delivered", token);
            PlaywrightAssertions.assertThat(state).containsText("arrived");
            assertThat(vendor.requests()).hasSize(1);
        }
    }

    @Test
    void aPersonSeesThatItFailedAndMayAskAnewAtOnce() throws IOException {
        try (FaultServer vendor = new FaultServer(FaultServer.later(1000, FaultServer.status(500, "")));
                BrowserContext context = Chromium.newContext()) {
            realm.service("enabled", "false");
            reportingService(vendor.address().toString());
            TestUser user = realm.newUser();
            com.microsoft.playwright.Page page = codePage(context, user);
            PlaywrightAssertions.assertThat(page.locator("#two-factor-state")).containsText("could not be sent");
            PlaywrightAssertions.assertThat(page.locator("#two-factor-resend")).isEnabled();
            Chromium.assertNoAxeViolations(page);
        }
    }

    @Test
    void withoutScriptALinkShowsEachState() throws IOException {
        CompletableFuture<Void> seen = new CompletableFuture<>();
        try (FaultServer vendor = vendorAfter(seen);
                BrowserContext context =
                        Chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            String service = reportingService(vendor.address().toString());
            TestUser user = realm.newUser();
            com.microsoft.playwright.Page page = codePage(context, user);
            PlaywrightAssertions.assertThat(page.locator("#two-factor-state")).containsText("We are sending");
            seen.complete(null);
            new CodeInbox(user.phone()).awaitSettled(user);
            page.click("#two-factor-look-again");
            PlaywrightAssertions.assertThat(page.locator("#two-factor-state")).containsText("We sent");
            TwilioReport.tell(address(realm.name(), service, delivery(user)), "delivered", token);
            page.click("#two-factor-look-again");
            PlaywrightAssertions.assertThat(page.locator("#two-factor-state")).containsText("arrived");
        }
    }

    @Test
    void withoutScriptALinkShowsThatItFailed() throws IOException {
        try (FaultServer vendor = new FaultServer(FaultServer.status(201, MADE));
                BrowserContext context =
                        Chromium.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            String service = reportingService(vendor.address().toString());
            TestUser user = realm.newUser();
            com.microsoft.playwright.Page page = codePage(context, user);
            new CodeInbox(user.phone()).awaitSettled(user);
            TwilioReport.tell(address(realm.name(), service, delivery(user)), "undelivered", token);
            page.click("#two-factor-look-again");
            PlaywrightAssertions.assertThat(page.locator("body")).containsText("could not be sent");
            PlaywrightAssertions.assertThat(page.locator("#two-factor-resend")).isEnabled();
        }
    }

    private com.microsoft.playwright.Page codePage(BrowserContext context, TestUser user) {
        com.microsoft.playwright.Page page = context.newPage();
        page.navigate(BrowserSession.loginAddress(realm.name(), "web"));
        Chromium.signIn(page, user);
        page.waitForSelector("#code");
        return page;
    }

    @Test
    void laterMessagesAreNumberedAndBeforeTheLastAnotherWayIsOffered() {
        String phone = PhoneNumbers.next();
        TestUser user = realm.newUser(phone, Credentials.phone(phone), Credentials.address(MailAddresses.next()));
        CodeInbox inbox = new CodeInbox(phone);
        SignIn person = realm.signIn();
        Page first = person.password(user);
        inbox.awaitSettled(user);
        assertThat(first.html().select("#two-factor-still-nothing")).isEmpty();
        keycloak.setClockAhead(Duration.ofSeconds(31));
        Page second = person.resend();

        assertThat(inbox.message(1).text()).doesNotContain("Message");
        assertThat(inbox.message(2).text()).contains("Message 2 of 3.");
        assertThat(inbox.code(2)).isEqualTo(inbox.code(1));
        assertThat(second.html().select("#two-factor-still-nothing").text()).contains("another way");
    }
}
