package dev.twofactor.gateway.twilio;

import dev.twofactor.domain.delivery.DeliveryReports;
import dev.twofactor.domain.delivery.DeliveryState;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Twilio's status callbacks, signed over address and fields (www.twilio.com/docs/usage/security). */
public final class TwilioReports implements DeliveryReports {

    private static final String HMAC = "HmacSHA1";

    private final String authToken;

    public TwilioReports(String authToken) {
        this.authToken = authToken;
    }

    @Override
    public Optional<DeliveryState> read(Report report) {
        String signature = report.signature();
        if (signature == null
                || !MessageDigest.isEqual(
                        sign(report).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return Optional.of(
                switch (report.fields().getOrDefault("MessageStatus", "")) {
                    case "sent" -> DeliveryState.SENT;
                    case "delivered", "read" -> DeliveryState.DELIVERED;
                    case "undelivered", "failed", "canceled" -> DeliveryState.FAILED;
                    default -> DeliveryState.SENDING;
                });
    }

    private String sign(Report report) {
        StringBuilder signed = new StringBuilder(report.address());
        new TreeMap<>(report.fields())
                .forEach((name, value) -> signed.append(name).append(value));
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
