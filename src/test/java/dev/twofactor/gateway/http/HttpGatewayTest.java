package dev.twofactor.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.delivery.SendResult.Outcome;
import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.FaultServer;
import dev.twofactor.gateway.transport.AddressRule;
import dev.twofactor.gateway.transport.HttpLimits;
import dev.twofactor.gateway.transport.VendorHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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

class HttpGatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    // Whatever could end a text, a field or a header, and what looks like a name of ours.
    private static final String NASTY = "A\"}\\ &to=%2B1&x=1+{api-secret}\n\u2028é 123456";
    private static final SmsMessage MESSAGE = new SmsMessage("+14155550101", NASTY, "ref-1");

    private final VendorHttpClient transport = new VendorHttpClient(
            new HttpLimits(Duration.ofSeconds(1), Duration.ofMillis(1500), 10_000), new AddressRule(true));
    private FaultServer vendor;

    @BeforeEach
    void openVendor() throws IOException {
        vendor = new FaultServer(FaultServer.status(200, "{}"));
    }

    @AfterEach
    void close() {
        vendor.close();
        transport.close();
    }

    private Map<String, String> minimal() {
        return new HashMap<>(Map.of(
                "api-url",
                vendor.address() + "/send",
                "body",
                "{\"to\":\"{to}\",\"deep\":[{\"text\":\"<{text}>\",\"n\":1}]}"));
    }

    private SendResult send(Map<String, String> settings) {
        SendResult result = new HttpGateway(HttpSettings.from(new Settings(settings)), transport).send(MESSAGE);
        assertThat(result.toString()).doesNotContain("4155550101", "123456", "s3cret");
        return result;
    }

    private String body() {
        String request = vendor.requests().get(0);
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void inJsonEveryValueStaysWithinItsText() throws IOException {
        assertThat(send(minimal()).isAccepted()).isTrue();

        assertThat(JSON.readTree(body()))
                .isEqualTo(JSON.readTree("{\"to\":\"+14155550101\",\"deep\":[{\"n\":1,\"text\":"
                        + JSON.writeValueAsString("<" + NASTY + ">") + "}]}"));
        assertThat(vendor.requests().get(0))
                .startsWith("POST /send HTTP/1.1\r\n")
                .contains("Content-Type: application/json\r\n")
                .doesNotContain("Authorization");
    }

    @Test
    void inAFormEveryValueStaysWithinItsField() {
        Map<String, String> settings = minimal();
        settings.put("body-type", "form");
        settings.put("method", "put");
        settings.put("from", "Acme & Sons");
        settings.put("body", "From=%2B{from}+x&Body={text}&to={digits}");
        send(settings);

        assertThat(body().split("&"))
                .containsExactly(
                        "From=%2BAcme+%26+Sons+x",
                        "Body=A%22%7D%5C+%26to%3D%252B1%26x%3D1%2B%7Bapi-secret%7D%0A%E2%80%A8%C3%A9+123456",
                        "to=14155550101");
        assertThat(vendor.requests().get(0))
                .startsWith("PUT ")
                .contains("Content-Type: application/x-www-form-urlencoded\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "basic,Authorization: Basic dXNlcjpzM2NyZXQ=",
        "bearer,Authorization: Bearer s3cret",
        "header,X-Key: s3cret"
    })
    void theProofStandsWhereTheVendorWantsIt(String auth, String header) {
        Map<String, String> settings = minimal();
        settings.putAll(Map.of("auth", auth, "api-key", "user", "api-secret", "s3cret"));
        if (auth.equals("header")) {
            settings.put("auth-header", "X-Key");
        }
        settings.put("headers", "X-Trace: id {reference} | Accept: text/json");
        settings.put("idempotency-header", "Idempotency-Key");
        send(settings);

        assertThat(vendor.requests().get(0))
                .contains(header + "\r\n", "X-Trace: id ref-1\r\n", "Accept: text/json\r\n")
                .contains("Idempotency-Key: ref-1\r\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200;{\"s\":\"ok\",\"id\":\"v1\"};ACCEPTED;accepted",
                "200;{\"s\":\"no\",\"e\":\"E1\"};NUMBER_REFUSED;E1",
                "200;{\"s\":\"no\",\"e\":\"STOP\"};OPTED_OUT;STOP",
                "200;{\"s\":\"no\",\"e\":\"E9\"};UNAVAILABLE;E9",
                "200;{\"s\":\"no\",\"e\":\"the number +14155550101\"};UNAVAILABLE;http-200",
                "200;{\"s\":\"no\",\"e\":14155550101};UNAVAILABLE;http-200",
                "200;{\"s\":null};UNAVAILABLE;http-200",
                "200;<html>;UNAVAILABLE;http-200",
                "400;{\"s\":\"ok\",\"e\":\"E1\"};NUMBER_REFUSED;E1",
                "401;x;CREDENTIALS_WRONG;http-401",
                "429;x;THROTTLED;http-429",
                "302;{\"s\":\"ok\"};UNAVAILABLE;http-302",
                "500;{\"s\":\"ok\"};UNAVAILABLE;http-500"
            })
    void answersMeanWhatTheRuleSays(int status, String answer, Outcome outcome, String reason) {
        vendor.behave(FaultServer.status(status, answer, "Location: " + vendor.address() + "/elsewhere"));
        Map<String, String> settings = minimal();
        settings.putAll(
                Map.of("success-pointer", "/s", "success-values", "ok", "id-pointer", "/id", "error-pointer", "/e"));
        settings.putAll(Map.of("refused-values", "E1", "opted-out-values", "STOP"));

        SendResult result = send(settings);

        assertThat(result.outcome()).isEqualTo(outcome);
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.messageId()).isEqualTo(outcome == Outcome.ACCEPTED ? "v1" : null);
        assertThat(vendor.requests()).hasSize(1);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(FaultServer.reset(), "connection-closed"),
                Arguments.of(FaultServer.resetInBody(), "connection-closed"),
                Arguments.of(FaultServer.hang(), "timeout"),
                Arguments.of(FaultServer.trickle(), "timeout"),
                Arguments.of(FaultServer.garbage(), "not-http"),
                Arguments.of(FaultServer.endless(), "answer-too-large"),
                Arguments.of(FaultServer.tenGigabytes(), "answer-too-large"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void noAnswerIsAFaultToo(FaultServer.Behaviour fault, String reason) {
        vendor.behave(fault);
        assertThat(send(minimal())).isEqualTo(SendResult.failed(Outcome.UNAVAILABLE, reason));
        assertThat(vendor.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "api-url;''",
                "api-url;ftp://x",
                "api-url;file:///etc/passwd",
                "api-url;file://vendor.example/x",
                "api-url;gopher://vendor.example/x",
                "api-url;jar:https://vendor.example/x!/y",
                "api-url;//vendor.example/x",
                "api-url;https://x/{to}",
                "method;get",
                "body;''",
                "body;{\"to\":\"{to}\"}",
                "body;{\"to\":\"{to}\",\"text\":{text}}",
                "body;{\"to\":\"{to}\",\"text\":\"{text}\"} x",
                "body;{\"to\":\"{to}\",\"text\":\"{text}{password}\"}",
                "headers;no header",
                "headers;Host: x",
                "headers;X: {text}",
                "auth;basic",
                "auth-header;Content-Length",
                "idempotency-header;a b",
                "success-status;404",
                "success-pointer;messages",
                "api-secret;gehäim"
            })
    void aWrongSettingIsRefusedByName(String key, String value) {
        Map<String, String> settings = minimal();
        settings.put(key, value);
        String named = value.equals("basic") ? "api-key" : key;

        assertThatThrownBy(() -> HttpSettings.from(new Settings(settings)))
                .isInstanceOfSatisfying(SettingException.class, problem -> assertThat(problem.key())
                        .isEqualTo(named));
    }

    static Stream<Arguments> examples() {
        return Stream.of(
                Arguments.of(
                        "vonage",
                        "POST /sms/json ",
                        "&to=14155550101&text=A%22%7D",
                        200,
                        "{\"message-count\":\"1\",\"messages\":[{\"to\":\"14155550101\",\"message-id\":\"v-1\",\"status\":\"0\"}]}",
                        200,
                        "{\"message-count\":\"1\",\"messages\":[{\"status\":\"7\",\"error-text\":\"Number barred.\"}]}"),
                Arguments.of(
                        "messagebird",
                        "POST /messages ",
                        "{\"recipients\":[\"14155550101\"],\"originator\":\"Acme\",\"body\":\"A\\\"}",
                        201,
                        "{\"id\":\"v-1\",\"recipients\":{\"totalSentCount\":1}}",
                        422,
                        "{\"errors\":[{\"code\":9,\"description\":\"no (correct) recipients found\"}]}"),
                Arguments.of(
                        "infobip",
                        "POST /sms/2/text/advanced ",
                        "\"destinations\":[{\"to\":\"14155550101\",\"messageId\":\"ref-1\"}]",
                        200,
                        "{\"messages\":[{\"messageId\":\"v-1\",\"status\":{\"groupName\":\"PENDING\",\"name\":\"PENDING_ACCEPTED\"}}]}",
                        200,
                        "{\"messages\":[{\"status\":{\"groupName\":\"REJECTED\",\"name\":\"REJECTED_DESTINATION\"}}]}"),
                Arguments.of(
                        "plivo",
                        "POST /v1/Account/YOUR-AUTH-ID/Message/ ",
                        "{\"src\":\"14155550100\",\"dst\":\"14155550101\",\"text\":\"A\\\"}",
                        202,
                        "{\"message\":\"message(s) queued\",\"message_uuid\":[\"v-1\"],\"api_id\":\"x\"}",
                        400,
                        "{\"api_id\":\"x\",\"error\":\"14155550101 is not a valid phone number\"}"),
                Arguments.of(
                        "sns-compatible",
                        "POST / ",
                        "&PhoneNumber=%2B14155550101&Message=A%22%7D",
                        200,
                        "{\"PublishResponse\":{\"PublishResult\":{\"MessageId\":\"v-1\",\"SequenceNumber\":null}}}",
                        400,
                        "{\"Error\":{\"Code\":\"OptedOut\",\"Message\":\"x\",\"Type\":\"Sender\"},\"RequestId\":\"x\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void eachExampleSendsAndReadsAnswersAsItsVendorWritesThem(
            String name, String start, String part, int taken, String yes, int refused, String no) throws IOException {
        Map<String, String> settings = JSON.readValue(
                Path.of("examples/services", name + ".json").toFile(), new TypeReference<Map<String, String>>() {});
        assertThat(settings.remove("type")).isEqualTo("http");
        settings.put(
                "api-url",
                vendor.address() + URI.create(settings.get("api-url")).getPath());
        vendor.behave(FaultServer.status(taken, yes));
        assertThat(send(settings)).isEqualTo(SendResult.accepted("v-1"));
        assertThat(vendor.requests().get(0)).startsWith(start).contains(part).contains("YOUR-");
        vendor.behave(FaultServer.status(refused, no));

        Outcome outcome = send(settings).outcome();

        assertThat(outcome)
                .isEqualTo(
                        name.equals("plivo")
                                ? Outcome.UNAVAILABLE
                                : name.equals("sns-compatible") ? Outcome.OPTED_OUT : Outcome.NUMBER_REFUSED);
    }
}
