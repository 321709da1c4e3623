package dev.twofactor.gateway.http;

import dev.twofactor.domain.delivery.SmsMessage;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.domain.policy.Settings;
import dev.twofactor.gateway.transport.BaseAddress;
import dev.twofactor.gateway.transport.VendorRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** All that has to be known of a vendor to send a message with one request. */
public final class HttpSettings {

    /** Key of the address. */
    public static final String API_URL = "api-url";

    private static final String IDEMPOTENCY_HEADER = "idempotency-header";
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");

    /** How the request is sent; a GET would carry number and code in its address, where logs find them. */
    private enum Method {
        POST,
        PUT
    }

    private final URI address;
    private final Method method;
    private final HttpAccount account;
    private final HttpHeaders headers;
    private final HttpBody body;
    private final AnswerRule rule;
    private final Optional<String> idempotencyHeader;

    private HttpSettings(Settings settings) {
        address = address(settings);
        method = settings.choice("method", Method.POST);
        account = HttpAccount.from(settings);
        headers = HttpHeaders.from(settings);
        body = HttpBody.from(settings);
        rule = AnswerRule.from(settings);
        idempotencyHeader = settings.has(IDEMPOTENCY_HEADER)
                ? Optional.of(settings.required(IDEMPOTENCY_HEADER, HEADER, "the name of a header is expected"))
                : Optional.empty();
        idempotencyHeader.ifPresent(name -> HttpHeaders.refuseOfTransport(IDEMPOTENCY_HEADER, name));
    }

    // A base address loses the slash at its end, which some vendors' operations need.
    private static URI address(Settings settings) {
        String text = settings.text(API_URL);
        if (text == null) {
            throw new SettingException(API_URL, "the whole address of the vendor's operation is expected");
        }
        BaseAddress.of(settings, API_URL, text);
        return URI.create(text);
    }

    /** @throws SettingException naming the first key that is missing or malformed */
    public static HttpSettings from(Settings settings) {
        return new HttpSettings(settings);
    }

    VendorRequest request(SmsMessage message) {
        Placeholders values = Placeholders.of(message, account);
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("Content-Type", body.contentType());
        all.put("Accept", "application/json");
        all.put("User-Agent", "keycloak-two-factor");
        headers.templates().forEach((name, value) -> all.put(name, values.fill(value, UnaryOperator.identity())));
        account.proof().ifPresent(proof -> all.put(account.header(), proof));
        idempotencyHeader.ifPresent(name -> all.put(name, message.reference()));
        return new VendorRequest(method.name().toUpperCase(Locale.ROOT), address, all, body.fill(values));
    }

    AnswerRule rule() {
        return rule;
    }

    /** Tells nothing. */
    @Override
    public String toString() {
        return "HttpSettings[redacted]";
    }
}
