package dev.twofactor.domain.otp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The realm's secret from which codes are derived; a copy of the database without it gives no code away. */
public final class CodeKey {

    private static final String ALGORITHM = "HmacSHA256";
    static final byte[] SALT = "dev.twofactor".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LABEL = "one-time code v1".getBytes(StandardCharsets.US_ASCII);

    private final String id;
    private final byte[] key;

    private CodeKey(String id, byte[] key) {
        this.id = id;
        this.key = key;
    }

    /**
     * Derives the key by HKDF-SHA256 (RFC 5869: extract with our salt, expand with our label, one block).
     *
     * @param id name of the realm key, kept with each challenge
     * @param secret bytes of the realm key; at least 16
     */
    public static CodeKey derive(String id, byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("realm key " + id + " is shorter than 128 bits");
        }
        byte[] extracted = hmac(SALT, secret);
        return new CodeKey(id, hmac(extracted, LABEL, new byte[] {1}));
    }

    public String id() {
        return id;
    }

    byte[] authenticate(byte[]... parts) {
        return hmac(key, parts);
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every Java platform", e);
        }
    }

    @Override
    public String toString() {
        return "CodeKey[" + id + "]";
    }
}
