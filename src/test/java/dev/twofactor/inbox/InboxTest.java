package dev.twofactor.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {

    private static final String ACCOUNT = "AC" + "0123456789abcdef".repeat(2);
    private static final String TO = "+14155550101";

    private final Inbox inbox = Inbox.start(0, 0);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void textMessageIsAcceptedAndListedOldestFirst() throws Exception {
        HttpResponse<String> answer = text("first");
        text("second");

        JsonNode resource = new ObjectMapper().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(resource.path("sid").asText()).matches("SM[0-9a-f]{32}");
        assertThat(resource.path("status").asText()).isEqualTo("queued");
        assertThat(resource.path("date_created").asText()).matches("\\w{3}, \\d{2} \\w{3} \\d{4} .* \\+0000");

        JsonNode list = messages("?to=" + TO);
        assertThat(list).hasSize(2);
        assertThat(list.get(0).path("text").asText()).isEqualTo("first");
        assertThat(list.get(0).path("channel").asText()).isEqualTo("sms");
        assertThat(list.get(0).path("service").asText()).isEqualTo("twilio");
        assertThat(messages("?to=%2B14155550102")).isEmpty();
        assertThat(inbox.violations()).isEmpty();
    }

    @Test
    void mailIsCaughtWithItsTextForEachRecipient() throws Exception {
        ServerSetup setup = new ServerSetup(inbox.smtpPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        GreenMailUtil.sendTextEmail("anna@shop.example", "shop@shop.example", "Hello", "Your code", setup);

        InboxMessage mail = inbox.awaitMessage("anna@shop.example", 1, Duration.ofSeconds(5));
        assertThat(mail.text()).startsWith("Your code");
        assertThat(mail.channel()).isEqualTo("email");
        assertThat(mail.toString()).doesNotContain("anna", "code");
        assertThat(messages("?to=anna@shop.example").get(0).path("html").isNull())
                .isTrue();
    }

    @Test
    void requestThatTwilioWouldRefuseIsRefusedAndRemembered() throws Exception {
        HttpResponse<String> answer = post("To=123&From=%2B14155550100&Body=x");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(inbox.violations()).containsExactly("To is required, in E.164 form");
        assertThat(inbox.messages()).isEmpty();
        assertThat(inbox.requestCount()).isEqualTo(1);
    }

    @Test
    void errorCodeIsAnsweredInTwiliosForm() throws Exception {
        assertThat(faults("{\"errorCode\":21211}")).isEqualTo(204);
        HttpResponse<String> answer = text("x");
        JsonNode error = new ObjectMapper().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error.path("code").asInt()).isEqualTo(21211);
        assertThat(error.path("status").asInt()).isEqualTo(400);
        assertThat(error.path("more_info").asText()).endsWith("21211");
        assertThat(messages("")).isEmpty();

        faults("{}");
        assertThat(text("x").statusCode()).isEqualTo(201);
    }

    @Test
    void statusGarbageAndResetReachTheClientAndNothingIsAccepted() throws Exception {
        faults("{\"status\":500}");
        assertThat(text("x").statusCode()).isEqualTo(500);
        faults("{\"mode\":\"garbage\"}");
        assertThatThrownBy(() -> new ObjectMapper().readTree(text("x").body())).isInstanceOf(IOException.class);
        faults("{\"mode\":\"reset\"}");
        assertThatThrownBy(() -> text("x")).isInstanceOf(IOException.class);
        assertThat(inbox.messages()).isEmpty();
        assertThat(new ObjectMapper()
                        .readTree(get("/api/requests").body())
                        .path("count")
                        .asInt())
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void hangingRequestsDoNotBlockTheOthers() throws Exception {
        faults("{\"mode\":\"hang\"}");
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> client.send(request("To=x", Duration.ofMillis(30)), BodyHandlers.ofString()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
        assertThat(messages("")).isEmpty();
        faults("{}");
        assertThat(text("x").statusCode()).isEqualTo(201);
    }

    @Test
    void senselessFaultsAreRefused() throws Exception {
        assertThat(faults("{\"mode\":\"dance\"}")).isEqualTo(400);
        assertThat(faults("{\"delayMillis\":600000}")).isEqualTo(400);
        assertThat(faults("[")).isEqualTo(400);
        assertThat(faults("")).isEqualTo(400);
    }

    @Test
    void deletingEmptiesTheInbox() throws Exception {
        text("x");
        HttpRequest delete = HttpRequest.newBuilder(URI.create(inbox.url() + "/api/messages"))
                .DELETE()
                .build();
        assertThat(client.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
        assertThat(messages("")).isEmpty();
    }

    @Test
    void pageIsSelfContained() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).doesNotContain("http:", "https:", "//");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(get("/inbox.js").body()).doesNotContain("innerHTML");
        assertThat(get("/inbox.css").statusCode()).isEqualTo(200);
        assertThat(get("/../Inbox.class").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> text(String body) throws IOException, InterruptedException {
        return post("To=" + encode(TO) + "&From=" + encode("+14155550100") + "&Body=" + encode(body));
    }

    private HttpResponse<String> post(String form) throws IOException, InterruptedException {
        return client.send(request(form, Duration.ofSeconds(10)), BodyHandlers.ofString());
    }

    private HttpRequest request(String form, Duration timeout) {
        String secret = Base64.getEncoder().encodeToString((ACCOUNT + ":token").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(
                        URI.create(inbox.twilioUrl() + "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json"))
                .header("Authorization", "Basic " + secret)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(timeout)
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    private int faults(String json) throws IOException, InterruptedException {
        HttpRequest put = HttpRequest.newBuilder(URI.create(inbox.url() + "/api/faults"))
                .PUT(BodyPublishers.ofString(json))
                .build();
        return client.send(put, BodyHandlers.discarding()).statusCode();
    }

    private JsonNode messages(String query) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get("/api/messages" + query).body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(inbox.url() + path)).build(), BodyHandlers.ofString());
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
