package dev.twofactor.gateway.cdyne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.FaultServer;
import dev.twofactor.gateway.FaultServer.Behaviour;
import dev.twofactor.gateway.transport.AddressRule;
import dev.twofactor.gateway.transport.HttpLimits;
import dev.twofactor.gateway.transport.VendorHttpClient;
import java.io.IOException;
import java.time.Duration;
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

class CdyneGatewayTest {

    private static final String KEY = "1627aea5-8e0a-4371-9022-9b504344e724";
    private static final String ID = "0f27aea5-8e0a-4371-9022-9b504344e724";

    private final VendorHttpClient transport = new VendorHttpClient(
            new HttpLimits(Duration.ofSeconds(1), Duration.ofMillis(1500), 10_000), new AddressRule(true));
    private FaultServer vendor;

    @BeforeEach
    void openVendor() throws IOException {
        vendor = new FaultServer(FaultServer.status(200, answer(201)));
    }

    @AfterEach
    void close() {
        vendor.close();
        transport.close();
    }

    private static String answer(int status) {
        return "[{\"Attachments\":null,\"From\":\"14155550100\",\"MessageID\":\"" + ID + "\",\"MessageStatus\":"
                + status + ",\"SentTime\":\"\\/Date(928164000000-0400)\\/\",\"To\":\"14155550101\"}]";
    }

    private SendResult send(String text) {
        Map<String, String> values = new HashMap<>(
                Map.of("license-key", KEY, "from", "+14155550100", "api-url", vendor.address() + "/Messaging.svc/"));
        SendResult result = new CdyneGateway(CdyneSettings.from(new Settings(values)), transport)
                .send(new SmsMessage("+14155550101", text, "ref-1"));
        assertThat(vendor.requests()).hasSize(1);
        assertThat(result.toString()).doesNotContain("4155550101", KEY, "123456");
        return result;
    }

    @Test
    void anAcceptedMessageHasItsIdAndWentOutAsCdyneWantsIt() throws IOException {
        assertThat(send("Acme: 123456 \"é\"\n@shop.example #123456")).isEqualTo(SendResult.accepted(ID));
        String request = vendor.requests().get(0);
        assertThat(request)
                .startsWith("POST /Messaging.svc/SendMessage HTTP/1.1\r\n")
                .contains("Content-Type: application/json\r\n", "Accept: application/json\r\n");
        JsonNode body = new ObjectMapper().readTree(request.substring(request.indexOf("\r\n\r\n")));
        assertThat(body.path("LicenseKey").asText()).isEqualTo(KEY);
        assertThat(body.path("To").toString()).isEqualTo("[\"14155550101\"]");
        assertThat(body.path("From").asText()).isEqualTo("14155550100");
        assertThat(body.path("Body").asText()).isEqualTo("Acme: 123456 \"é\"\n@shop.example #123456");
        assertThat(body.path("ReferenceID").asText()).isEqualTo("ref-1");
        assertThat(body.path("Concatenate").asBoolean()).isFalse();
        assertThat(body.path("IsUnicode").asBoolean()).isFalse();
    }

    @Test
    void longAndForeignTextsLoseNothing() {
        send("код 123456 ".repeat(10));
        assertThat(vendor.requests().get(0)).contains("\"Concatenate\":true", "\"IsUnicode\":true");
    }

    @ParameterizedTest
    @CsvSource({
        "0,UNAVAILABLE",
        "200,ACCEPTED",
        "201,ACCEPTED",
        "202,ACCEPTED",
        "400,CREDENTIALS_WRONG",
        "401,CREDENTIALS_WRONG",
        "402,CREDENTIALS_WRONG",
        "403,OPTED_OUT",
        "404,CREDENTIALS_WRONG",
        "405,UNAVAILABLE",
        "406,NUMBER_REFUSED",
        "411,UNAVAILABLE",
        "413,UNAVAILABLE",
        "506,UNAVAILABLE",
        "507,UNAVAILABLE",
        "508,UNAVAILABLE",
        "999,UNAVAILABLE"
    })
    void aRefusalInsideAnAnswerWithStatus200IsARefusal(int status, Outcome outcome) {
        vendor.behave(FaultServer.status(200, answer(status)));
        SendResult result = send("Acme: 123456");
        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).isEqualTo(outcome == Outcome.ACCEPTED ? "accepted" : "status-" + status);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(FaultServer.status(401, ""), Outcome.CREDENTIALS_WRONG, "http-401"),
                Arguments.of(FaultServer.status(429, ""), Outcome.THROTTLED, "http-429"),
                Arguments.of(FaultServer.status(500, answer(201)), Outcome.UNAVAILABLE, "http-500"),
                Arguments.of(FaultServer.status(302, answer(201), "Location: /"), Outcome.UNAVAILABLE, "http-302"),
                Arguments.of(FaultServer.status(200, "[]"), Outcome.UNAVAILABLE, "garbage"),
                Arguments.of(FaultServer.status(200, "<xml/>"), Outcome.UNAVAILABLE, "garbage"),
                Arguments.of(FaultServer.status(200, "{\"MessageStatus\":201}"), Outcome.UNAVAILABLE, "garbage"),
                Arguments.of(FaultServer.status(200, answer(201).replace(ID, "")), Outcome.UNAVAILABLE, "garbage"),
                Arguments.of(
                        FaultServer.status(200, answer(201).replace("201", "\"201\"")), Outcome.UNAVAILABLE, "garbage"),
                Arguments.of(FaultServer.reset(), Outcome.UNAVAILABLE, "connection-closed"),
                Arguments.of(FaultServer.resetInBody(), Outcome.UNAVAILABLE, "connection-closed"),
                Arguments.of(FaultServer.tenGigabytes(), Outcome.UNAVAILABLE, "answer-too-large"),
                Arguments.of(FaultServer.trickle(), Outcome.UNAVAILABLE, "timeout"),
                Arguments.of(FaultServer.hang(), Outcome.UNAVAILABLE, "timeout"),
                Arguments.of(FaultServer.endless(), Outcome.UNAVAILABLE, "answer-too-large"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everyFaultHasItsType(Behaviour fault, Outcome outcome, String reason) {
        vendor.behave(fault);
        assertThat(send("Acme: 123456")).isEqualTo(SendResult.failed(outcome, reason));
    }

    @Test
    void settingsAreJudgedByTheirForm() {
        assertThat(CdyneSettings.from(new Settings(Map.of("license-key", KEY))))
                .hasToString("CdyneSettings[redacted]")
                .extracting(settings -> settings.apiUrl().toString())
                .isEqualTo("https://messaging.cdyne.com/Messaging.svc");
        CdyneSettings.from(new Settings(Map.of("license-key", "${vault.cdyne}")));
        for (Map<String, String> wrong : java.util.List.of(
                Map.of("license-key", "short"),
                Map.of("from", "1"),
                Map.of("license-key", KEY, "from", "Acme"),
                Map.of("license-key", KEY, "api-url", "ftp://x"))) {
            assertThatThrownBy(() -> CdyneSettings.from(new Settings(wrong))).isInstanceOf(SettingException.class);
        }
    }
}
