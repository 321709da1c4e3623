package dev.twofactor.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.FaultServer;
import dev.twofactor.gateway.transport.AddressRule;
import dev.twofactor.gateway.transport.HttpLimits;
import dev.twofactor.gateway.transport.VendorHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TwilioGatewayTest {

    private static final String SID = "SM0123456789abcdef0123456789abcdef";
    private static final SmsMessage MESSAGE =
            new SmsMessage("+14155550101", "Acme: 123456 & \u00e9\n@shop.example #123456");

    private final VendorHttpClient transport = new VendorHttpClient(
            new HttpLimits(Duration.ofSeconds(1), Duration.ofMillis(1500), 10_000), new AddressRule(true));
    private FaultServer vendor;

    @BeforeEach
    void openVendor() throws IOException {
        vendor = new FaultServer(FaultServer.status(201, made(SID, "queued")));
    }

    @AfterEach
    void close() {
        vendor.close();
        transport.close();
    }

    private static String made(String sid, String status) {
        return "{\"sid\":\"" + sid + "\",\"status\":\"" + status + "\",\"error_code\":null,\"to\":\"+14155550101\","
                + "\"from\":\"+14155550100\",\"body\":\"Acme: 123456\",\"num_segments\":\"1\",\"price\":null,"
                + "\"price_unit\":\"USD\",\"date_created\":\"Thu, 24 Aug 2023 05:01:45 +0000\",\"date_sent\":null,"
                + "\"direction\":\"outbound-api\",\"subresource_uris\":{\"media\":\"/x\"},\"new_field\":[1]}";
    }

    private static String refusal(int code) {
        return "{\"code\":" + code + ",\"message\":\"The 'To' number +14155550101 is wrong\",\"status\":400,"
                + "\"more_info\":\"https://www.twilio.com/docs/errors/" + code + "\"}";
    }

    private SendResult send(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(Map.of(
                "account-sid",
                TwilioSettingsTest.ACCOUNT,
                "auth-token",
                "t0ken",
                "api-url",
                vendor.address() + "/twilio"));
        values.putAll(more);
        return new TwilioGateway(TwilioSettings.from(new Settings(values)), transport).send(MESSAGE);
    }

    private SendResult send() {
        SendResult result = send(Map.of("from", "+14155550100"));
        assertThat(vendor.requests()).hasSize(1);
        assertThat(result.toString()).doesNotContain("4155550101", "123456 ", "t0ken", TwilioSettingsTest.ACCOUNT);
        return result;
    }

    @Test
    void anAcceptedMessageHasItsIdAndWentOutAsTwilioWantsIt() {
        assertThat(send()).isEqualTo(SendResult.accepted(SID));
        String request = vendor.requests().get(0);
        assertThat(request)
                .startsWith("POST /twilio/2010-04-01/Accounts/" + TwilioSettingsTest.ACCOUNT
                        + "/Messages.json HTTP/1.1\r\n")
                .contains("Content-Type: application/x-www-form-urlencoded\r\n")
                .contains("Authorization: " + basic(TwilioSettingsTest.ACCOUNT, "t0ken") + "\r\n");
        assertThat(request.substring(request.indexOf("\r\n\r\n") + 4).split("&"))
                .containsExactlyInAnyOrder(
                        "To=%2B14155550101",
                        "From=%2B14155550100", "Body=Acme%3A+123456+%26+%C3%A9%0A%40shop.example+%23123456");
    }

    @Test
    void anApiKeySignsInForTheAccountAndAMessagingServiceSends() {
        SendResult result = send(Map.of(
                "auth-token",
                "",
                "api-key",
                TwilioSettingsTest.KEY,
                "api-secret",
                "s3cret",
                "messaging-service-sid",
                TwilioSettingsTest.SERVICE));
        assertThat(result.isAccepted()).isTrue();
        assertThat(vendor.requests().get(0))
                .contains("/Accounts/" + TwilioSettingsTest.ACCOUNT + "/")
                .contains(basic(TwilioSettingsTest.KEY, "s3cret"))
                .contains("MessagingServiceSid=" + TwilioSettingsTest.SERVICE)
                .doesNotContain("From=");
    }

    private static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21211, NUMBER_REFUSED, 21211",
        "400, 21614, NUMBER_REFUSED, 21614",
        "400, 21612, NUMBER_REFUSED, 21612",
        "403, 21408, NUMBER_REFUSED, 21408",
        "400, 21610, OPTED_OUT, 21610",
        "401, 20003, CREDENTIALS_WRONG, 20003",
        "404, 20404, CREDENTIALS_WRONG, 20404",
        "400, 21606, CREDENTIALS_WRONG, 21606",
        "429, 20429, THROTTLED, 20429",
        "400, 21602, UNAVAILABLE, 21602",
        "400, 7, UNAVAILABLE, http-400",
        "400, 1234567890, UNAVAILABLE, http-400",
        "401, 77777, CREDENTIALS_WRONG, 77777",
        "503, 21211, UNAVAILABLE, http-503",
    })
    void refusalsAreToldApart(int status, int code, Outcome outcome, String reason) {
        vendor.behave(FaultServer.status(status, refusal(code)));
        assertThat(send()).isEqualTo(SendResult.failed(outcome, reason));
    }

    @ParameterizedTest
    @CsvSource({
        "200, UNAVAILABLE",
        "302, UNAVAILABLE",
        "400, UNAVAILABLE",
        "401, CREDENTIALS_WRONG",
        "403, CREDENTIALS_WRONG",
        "404, CREDENTIALS_WRONG",
        "429, THROTTLED",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void withoutACodeTheStatusDecides(int status, Outcome outcome) {
        for (String body : new String[] {"", "<html>+14155550101</html>", "{}", "null", made(SID, "queued")}) {
            vendor.requests().clear();
            vendor.behave(FaultServer.status(status, body, "Location: " + vendor.address()));
            assertThat(send()).as(body).isEqualTo(SendResult.failed(outcome, "http-" + status));
        }
    }

    @Test
    void aCreatedMessageThatCannotBeReadIsGarbage() {
        String[] bodies = {
            "",
            "<html>",
            "{}",
            "[]",
            "null",
            "\"text\"",
            "{\"sid\":",
            "[".repeat(5000),
            made("SM1", "queued"),
            made("+14155550101", "queued"),
            made(SID, "queued").replace("USD", "US-Dollar"),
        };
        for (String body : bodies) {
            vendor.requests().clear();
            vendor.behave(FaultServer.status(201, body));
            assertThat(send()).as(body).isEqualTo(SendResult.failed(Outcome.UNAVAILABLE, "garbage"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "failed, null, UNAVAILABLE, failed",
        "undelivered, null, UNAVAILABLE, failed",
        "canceled, 99999999, UNAVAILABLE, failed",
        "failed, 30006, NUMBER_REFUSED, 30006",
        "failed, 21610, OPTED_OUT, 21610",
    })
    void aMessageThatIsMadeAndHasFailedIsNotAccepted(String status, String code, Outcome outcome, String reason) {
        vendor.behave(
                FaultServer.status(201, made(SID, status).replace("\"error_code\":null", "\"error_code\":" + code)));
        assertThat(send()).isEqualTo(SendResult.failed(outcome, reason));
    }

    @ParameterizedTest
    @CsvSource({"accepted", "sending", "sent", "a-new-state"})
    void otherStatesAreAccepted(String status) {
        vendor.behave(FaultServer.status(201, made(SID, status)));
        assertThat(send()).isEqualTo(SendResult.accepted(SID));
    }

    @Test
    void aDateThatCannotBeReadDoesNotMatter() {
        vendor.behave(FaultServer.status(201, made(SID, "queued").replace("Thu, 24 Aug 2023", "today")));
        assertThat(send()).isEqualTo(SendResult.accepted(SID));
    }

    @ParameterizedTest
    @MethodSource
    void noAnswerIsUnavailableAfterOneRequest(FaultServer.Behaviour behaviour, String reason) {
        vendor.behave(behaviour);
        assertThat(send()).isEqualTo(SendResult.failed(Outcome.UNAVAILABLE, reason));
    }

    static Stream<Arguments> noAnswerIsUnavailableAfterOneRequest() {
        return Stream.of(
                Arguments.of(FaultServer.hang(), "timeout"),
                Arguments.of(FaultServer.trickle(), "timeout"),
                Arguments.of(FaultServer.reset(), "connection-closed"),
                Arguments.of(FaultServer.garbage(), "not-http"),
                Arguments.of(FaultServer.endless(), "answer-too-large"));
    }
}
