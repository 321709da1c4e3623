package dev.twofactor.domain.otp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The digits that a person types; derived whenever needed, stored nowhere. */
public final class Code {

    private final String digits;

    private Code(String digits) {
        this.digits = digits;
    }

    /**
     * Truncated HMAC over the challenge's nonce and binding. Taking 63 bits modulo at most 10^10 favours no code by more
     * than one part in 10^8.
     */
    static Code derive(CodeKey key, Challenge challenge) {
        byte[] mac = key.authenticate(
                challenge.nonce().bytes(), challenge.fingerprint().getBytes(StandardCharsets.US_ASCII));
        long number = ByteBuffer.wrap(mac).getLong() & Long.MAX_VALUE;
        String digits = Long.toString(number % (long) Math.pow(10, challenge.length()));
        return new Code("0".repeat(challenge.length() - digits.length()) + digits);
    }

    /** Compares in constant time. */
    boolean matches(TypedCode typed) {
        return MessageDigest.isEqual(
                digits.getBytes(StandardCharsets.US_ASCII), typed.digits().getBytes(StandardCharsets.US_ASCII));
    }

    /** The digits, for the text of a message and nothing else. */
    public String reveal() {
        return digits;
    }

    @Override
    public String toString() {
        return "Code[redacted]";
    }
}
