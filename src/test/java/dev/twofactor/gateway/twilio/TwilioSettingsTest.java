package dev.twofactor.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.twilio.TwilioSender.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioSettingsTest {

    static final String ACCOUNT = "AC0123456789abcdef0123456789ABCDEF";
    static final String KEY = "SK0123456789abcdef0123456789ABCDEF";
    static final String SERVICE = "MG0123456789abcdef0123456789ABCDEF";

    private static Map<String, String> valid() {
        return new HashMap<>(Map.of("account-sid", ACCOUNT, "auth-token", "t0ken", "from", "+14155550100"));
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> values = valid();
        values.put(key, value);
        return values;
    }

    private static void assertRefused(Map<String, String> values, String key) {
        assertThatThrownBy(() -> TwilioSettings.from(new Settings(values)))
                .isInstanceOfSatisfying(
                        SettingException.class, e -> assertThat(e.key()).isEqualTo(key))
                .hasMessageStartingWith(key + ": ")
                .satisfies(e -> values.values().stream()
                        .filter(value -> value.length() > 3)
                        .forEach(value -> assertThat(e.getMessage()).doesNotContain(value)));
    }

    @Test
    void accountTokenAndNumberAreEnough() {
        TwilioSettings settings = TwilioSettings.from(new Settings(valid()));
        assertThat(settings.accountSid()).isEqualTo(ACCOUNT);
        assertThat(settings.login()).isEqualTo(new TwilioLogin(ACCOUNT, "t0ken"));
        assertThat(settings.sender()).isEqualTo(new TwilioSender(Kind.FROM, "+14155550100"));
        assertThat(settings.apiUrl()).hasToString("https://api.twilio.com");
    }

    @Test
    void anApiKeyReplacesTheTokenAndAMessagingServiceTheNumber() {
        TwilioSettings settings = TwilioSettings.from(new Settings(Map.of(
                "account-sid", ACCOUNT, "api-key", KEY, "api-secret", "s3cret", "messaging-service-sid", SERVICE)));
        assertThat(settings.login()).isEqualTo(new TwilioLogin(KEY, "s3cret"));
        assertThat(settings.sender()).isEqualTo(new TwilioSender(Kind.MESSAGING_SERVICE, SERVICE));
    }

    @Test
    void spaceAroundAValueAndBlankSettingsDoNotCount() {
        Map<String, String> values = with("account-sid", " " + ACCOUNT + "\n");
        values.put("api-key", " ");
        values.put("messaging-service-sid", "");
        assertThat(TwilioSettings.from(new Settings(values)).accountSid()).isEqualTo(ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account-sid", "auth-token", "from"})
    void whatIsRequiredIsMissed(String key) {
        Map<String, String> values = valid();
        values.remove(key);
        assertRefused(values, key);
    }

    @ParameterizedTest
    @CsvSource({
        "account-sid, AC0123",
        "account-sid, XX0123456789abcdef0123456789ABCDEF",
        "account-sid, AC0123456789abcdef0123456789ABCDEG",
        "account-sid, AC0123456789abcdef0123456789ABCDEF/x",
        "auth-token, with space",
        "auth-token, t\u00f6ken",
        "from, +0123456789",
        "from, 12",
        "from, 123456789",
        "from, TwelveLetter",
        "from, +1 415 555 0100",
        "from, Acme!",
        "api-url, ftp://api.example",
        "api-url, api.example",
        "api-url, https://user:pass@api.example",
        "api-url, https://api.example/?q=1",
        "api-url, https://api.example/#f",
        "api-url, https://api example",
    })
    void malformedValuesAreRefusedByKey(String key, String value) {
        assertRefused(with(key, value), key);
    }

    @Test
    void overlongValuesAreRefused() {
        assertRefused(with("auth-token", "x".repeat(257)), "auth-token");
        assertRefused(with("api-url", "https://" + "x".repeat(2048)), "api-url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+14155550100", "12345", "Acme", "Acme Shop", "4U", "Acme-Shop_1"})
    void numbersShortCodesAndNamesAreSenders(String from) {
        assertThat(TwilioSettings.from(new Settings(with("from", from)))
                        .sender()
                        .value())
                .isEqualTo(from);
    }

    @Test
    void twoWaysToSignInOrToSendAreRefused() {
        assertRefused(with("api-key", KEY), "auth-token");
        assertRefused(with("messaging-service-sid", SERVICE), "from");
    }

    @Test
    void anApiKeyNeedsItsSecretAndItsForm() {
        Map<String, String> values = new HashMap<>(Map.of("account-sid", ACCOUNT, "api-key", KEY, "from", "12345"));
        assertRefused(values, "api-secret");
        values.put("api-secret", "s3cret");
        values.put("api-key", "SK-other");
        assertRefused(values, "api-key");
        values.remove("api-key");
        assertRefused(values, "api-key");
    }

    @Test
    void aMessagingServiceNeedsItsForm() {
        assertRefused(
                Map.of("account-sid", ACCOUNT, "auth-token", "t0ken", "messaging-service-sid", "MG-other"),
                "messaging-service-sid");
    }

    @Test
    void theBaseAddressLosesTheSlashAtItsEnd() {
        assertThat(TwilioSettings.from(new Settings(with("api-url", "http://127.0.0.1:8025/twilio//")))
                        .apiUrl())
                .hasToString("http://127.0.0.1:8025/twilio");
    }

    @Test
    void nothingSecretIsInTheText() {
        TwilioSettings settings = TwilioSettings.from(new Settings(valid()));
        assertThat(settings + " " + settings.login() + " " + new Settings(valid()))
                .doesNotContain("t0ken", ACCOUNT, "4155550100");
    }
}
