package dev.twofactor.it;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Twilio tells later of a message. Each call gives the answer's status. */
final class TwilioReport {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private TwilioReport() {}

    /** Tells of the last message of a user, rightly signed. */
    static int tell(TestRealm realm, String service, String token, TestUser user, String status) {
        String delivery =
                Rows.text("select id from two_factor_ledger where user_id = ? order by created_at desc", user);
        return tell(realm.url() + "/two-factor-delivery/reports/" + service + "/" + delivery, status, token);
    }

    /** Tells it to this address, signed with this key. */
    static int tell(String address, String status, String key) {
        Map<String, String> fields =
                new TreeMap<>(Map.of("MessageStatus", status, "MessageSid", "SM0123456789abcdef0123456789abcdef"));
        StringBuilder signed = new StringBuilder(address);
        fields.forEach((name, value) -> signed.append(name).append(value));
        return post(address, fields, sign(signed.toString(), key));
    }

    /** Sends these fields with any signature. */
    static int post(String address, Map<String, String> fields, String signature) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static String sign(String text, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
