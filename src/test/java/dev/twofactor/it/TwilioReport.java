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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What Twilio tells later of the last message of a user, rightly signed. */
final class TwilioReport {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private TwilioReport() {}

    /** @return the answer's status */
    static int tell(TestRealm realm, String service, String token, TestUser user, String status) {
        String delivery =
                Rows.text("select id from two_factor_ledger where user_id = ? order by created_at desc", user);
        String address = realm.url() + "/two-factor-delivery/reports/" + service + "/" + delivery;
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", sign(address + "MessageStatus" + status, token))
                .POST(BodyPublishers.ofString("MessageStatus=" + URLEncoder.encode(status, StandardCharsets.UTF_8)))
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

    private static String sign(String text, String key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
