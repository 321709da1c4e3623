package dev.twofactor.domain.otp;

import java.security.SecureRandom;
import java.util.HexFormat;

/** 256 random bits that make each code its own. */
public final class Nonce {

    private static final int BYTES = 32;

    private final byte[] bytes;

    private Nonce(byte[] bytes) {
        this.bytes = bytes;
    }

    static Nonce random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Nonce(bytes);
    }

    /** @param hex 64 hex digits, as {@link #hex()} wrote them */
    public static Nonce ofHex(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a nonce has " + BYTES + " bytes");
        }
        return new Nonce(bytes);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "Nonce[redacted]";
    }
}
