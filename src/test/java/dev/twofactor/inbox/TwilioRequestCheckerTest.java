package dev.twofactor.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioRequestCheckerTest {

    private static final String ACCOUNT = "AC" + "0123456789abcdef".repeat(2);
    private static final String KEY = "SK" + "0123456789abcdef".repeat(2);
    private static final String SERVICE = "MG" + "0123456789abcdef".repeat(2);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PATH = "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json";

    private final TwilioRequestChecker checker = new TwilioRequestChecker();

    @Test
    void messageFromANumberIsAsTwilioWantsIt() {
        assertThat(check(
                        "POST", PATH, basic(ACCOUNT, "t"), FORM, fields("+14155550101", "+14155550100", null, "hello")))
                .isEmpty();
    }

    @Test
    void messageFromAServiceWithAnApiKeyIsAsTwilioWantsIt() {
        String type = "application/x-www-form-urlencoded; charset=UTF-8";
        assertThat(check("POST", PATH, basic(KEY, "t"), type, fields("+14155550101", null, SERVICE, "hello")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"14155550101", "+04155550101", "+1415555010112345", "+1 415", "whatsapp:+14155550101", ""})
    void recipientMustBeAnE164Number(String to) {
        assertThat(checkFields(fields(to, "+14155550100", null, "hello")))
                .containsExactly("To is required, in E.164 form");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1601})
    void bodyMustHaveOneTo1600Characters(int length) {
        assertThat(checkFields(fields("+14155550101", "+14155550100", null, "x".repeat(length))))
                .containsExactly("Body is required, 1 to 1600 characters");
    }

    @Test
    void bodyMayHave1600Characters() {
        assertThat(checkFields(fields("+14155550101", "+14155550100", null, "x".repeat(1600))))
                .isEmpty();
    }

    @Test
    void exactlyOneSenderIsRequired() {
        String words = "exactly one of From and MessagingServiceSid is required";
        assertThat(checkFields(fields("+14155550101", null, null, "hello"))).containsExactly(words);
        assertThat(checkFields(fields("+14155550101", "+14155550100", SERVICE, "hello")))
                .containsExactly(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MG123", "AC0123456789abcdef0123456789abcdef", "MG0123456789abcdef0123456789abcdeg"})
    void messagingServiceMustBeMgAndHexadecimal(String service) {
        assertThat(checkFields(fields("+14155550101", null, service, "hello"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"Acme Shop,0", "12345,0", "+14155550100,0", "A name too long,1", "Acme!,1"})
    void senderIsANumberAShortCodeOrAName(String from, int violations) {
        assertThat(checkFields(fields("+14155550101", from, null, "hello"))).hasSize(violations);
    }

    @Test
    void fieldThatIsUnknownOrTwiceIsAViolation() {
        Map<String, List<String>> fields = new java.util.HashMap<>(fields("+14155550101", "+14155550100", null, "hi"));
        fields.put("Text", List.of("x"));
        fields.put("Body", List.of("a", "b"));
        assertThat(checkFields(fields)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer x", "Basic", "Basic ???", "Basic eDp5"})
    void authorizationMustBeAnAccountOrKeyWithItsSecret(String header) {
        Map<String, List<String>> fields = fields("+14155550101", "+14155550100", null, "hi");
        assertThat(check("POST", PATH, header, FORM, fields)).hasSize(1);
        assertThat(check("POST", PATH, null, FORM, fields)).hasSize(1);
        assertThat(check("POST", PATH, basic(ACCOUNT, ""), FORM, fields)).hasSize(1);
        assertThat(check("POST", PATH, basic("AC" + "f".repeat(32), "t"), FORM, fields))
                .hasSize(1);
    }

    @Test
    void methodPathAndContentTypeAreTwilios() {
        Map<String, List<String>> fields = fields("+14155550101", "+14155550100", null, "hi");
        assertThat(check("GET", PATH, basic(ACCOUNT, "t"), FORM, fields)).containsExactly("the method is not POST");
        assertThat(check("POST", PATH + "/", basic(ACCOUNT, "t"), FORM, fields)).hasSize(1);
        assertThat(check("POST", PATH, basic(ACCOUNT, "t"), "application/json", fields))
                .hasSize(1);
        assertThat(check("POST", PATH, basic(ACCOUNT, "t"), null, fields)).hasSize(1);
    }

    private List<String> checkFields(Map<String, List<String>> fields) {
        return check("POST", PATH, basic(ACCOUNT, "t"), FORM, fields);
    }

    private List<String> check(
            String method, String path, String authorization, String type, Map<String, List<String>> fields) {
        return checker.violations(new TwilioRequest(method, path, authorization, type, fields));
    }

    private static Map<String, List<String>> fields(String to, String from, String service, String body) {
        Map<String, List<String>> fields = new java.util.HashMap<>(Map.of("To", List.of(to), "Body", List.of(body)));
        if (from != null) {
            fields.put("From", List.of(from));
        }
        if (service != null) {
            fields.put("MessagingServiceSid", List.of(service));
        }
        return fields;
    }

    private static String basic(String user, String secret) {
        byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
