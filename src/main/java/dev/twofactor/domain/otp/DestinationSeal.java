package dev.twofactor.domain.otp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps a phone number or address where others can look, such as a session that is stored and shown to administrators: only
 * the realm's key opens it (AES-256-GCM, NIST SP 800-38D, a nonce of 96 random bits).
 */
public final class DestinationSeal {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final byte[] LABEL = "destination seal v1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    private DestinationSeal(SecretKeySpec key) {
        this.key = key;
    }

    /** Derives the key by HKDF-SHA256 as {@link CodeKey} does, with a label of its own. */
    public static DestinationSeal derive(byte[] secret) {
        return new DestinationSeal(
                new SecretKeySpec(CodeKey.hmac(CodeKey.hmac(CodeKey.SALT, secret), LABEL, new byte[] {1}), "AES"));
    }

    /** Another text every time; letters, digits, {@code -} and {@code _} only. */
    public String seal(String clear, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(clear.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a destination could not be sealed", e);
        }
    }

    /** What was sealed; empty where it was sealed with another key or changed since. */
    public Optional<String> open(String sealed) {
        try {
            byte[] whole = Base64.getUrlDecoder().decode(sealed);
            if (whole.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
                return Optional.empty();
            }
            ByteBuffer parts = ByteBuffer.wrap(whole);
            byte[] nonce = new byte[NONCE_BYTES];
            parts.get(nonce);
            byte[] rest = new byte[parts.remaining()];
            parts.get(rest);
            return Optional.of(new String(cipher(Cipher.DECRYPT_MODE, nonce).doFinal(rest), StandardCharsets.UTF_8));
        } catch (AEADBadTagException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a destination could not be opened", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    @Override
    public String toString() {
        return "DestinationSeal[redacted]";
    }
}
