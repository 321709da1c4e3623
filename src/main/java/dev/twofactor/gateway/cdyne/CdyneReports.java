package dev.twofactor.gateway.cdyne;

import dev.twofactor.domain.delivery.DeliveryReports;
import dev.twofactor.domain.delivery.DeliveryState;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** CDYNE's postbacks. It signs none, so the address that it is given carries a key for this one message. */
public final class CdyneReports implements DeliveryReports {

    private static final String HMAC = "HmacSHA256";
    private static final String LABEL = "keycloak-two-factor cdyne postback ";

    private final String licenseKey;

    public CdyneReports(String licenseKey) {
        this.licenseKey = licenseKey;
    }

    @Override
    public Optional<DeliveryState> read(Report report) {
        String key = report.signature();
        if (key == null
                || !MessageDigest.isEqual(
                        key(report.reference()).getBytes(StandardCharsets.US_ASCII),
                        key.getBytes(StandardCharsets.UTF_8))) {
            return Optional.empty();
        }
        return Optional.of(
                switch (report.fields().getOrDefault("MessageStatus", "")) {
                    case "200" -> DeliveryState.SENT;
                    case "506", "507", "508" -> DeliveryState.FAILED;
                    default -> DeliveryState.SENDING;
                });
    }

    /** What the address for one message carries: 43 characters that are safe in an address. */
    String key(String reference) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(licenseKey.getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] tag = mac.doFinal((LABEL + reference).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
