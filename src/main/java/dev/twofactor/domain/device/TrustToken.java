package dev.twofactor.domain.device;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The value of a trusted browser's cookie: a handle of 128 random bits that stays, a secret of 256 random bits that is
 * renewed with every use, and a check sum. The handle lets an old secret be recognised however often the browser was used
 * since; the check sum lets a damaged value be told from an old one, so that it is only ignored.
 */
public final class TrustToken {

    private static final int HANDLE = 16;
    private static final int SECRET = 32;
    private static final int CHECK = 3;
    /** A multiple of three: so each value is written in exactly one way. */
    private static final int BYTES = HANDLE + SECRET + CHECK;

    private static final int LENGTH = BYTES / 3 * 4;

    private final byte[] handle;
    private final byte[] secret;

    private TrustToken(byte[] handle, byte[] secret) {
        this.handle = handle;
        this.secret = secret;
    }

    /** A new browser's. */
    public static TrustToken fresh(SecureRandom random) {
        return new TrustToken(bytes(random, HANDLE), bytes(random, SECRET));
    }

    /** The same browser's next one: same handle, new secret. */
    public TrustToken next(SecureRandom random) {
        return new TrustToken(handle, bytes(random, SECRET));
    }

    /** Reads a cookie's value, which may be anything; empty for what {@link #value()} never wrote. */
    public static Optional<TrustToken> parse(String value) {
        if (value.length() != LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(value);
            TrustToken token =
                    new TrustToken(Arrays.copyOf(bytes, HANDLE), Arrays.copyOfRange(bytes, HANDLE, HANDLE + SECRET));
            byte[] check = Arrays.copyOfRange(bytes, HANDLE + SECRET, BYTES);
            return Arrays.equals(check, token.check()) ? Optional.of(token) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the cookie holds: 68 letters, digits, {@code -} and {@code _}. To be shown to its browser and nobody else. */
    public String value() {
        byte[] bytes = Arrays.copyOf(handle, BYTES);
        System.arraycopy(secret, 0, bytes, HANDLE, SECRET);
        System.arraycopy(check(), 0, bytes, HANDLE + SECRET, CHECK);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    /** SHA-256 of the part that stays, 64 hex digits: the browser's row is found by it. */
    public String handleHash() {
        return HexFormat.of().formatHex(sha256(handle));
    }

    /** SHA-256 of the part that is renewed, 64 hex digits. */
    public String secretHash() {
        return HexFormat.of().formatHex(sha256(secret));
    }

    private byte[] check() {
        byte[] both = Arrays.copyOf(handle, HANDLE + SECRET);
        System.arraycopy(secret, 0, both, HANDLE, SECRET);
        return Arrays.copyOf(sha256(both), CHECK);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] bytes(SecureRandom random, int number) {
        byte[] bytes = new byte[number];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "TrustToken[redacted]";
    }
}
