package dev.twofactor.domain.otp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secret of a "this was not me" link in a message with a code: 80 bits in letters alone, so that nobody takes a part of it for
 * the code. Derived as codes are; the database has its hash.
 */
public final class ReportKey {

    private static final byte[] LABEL = "report link v1".getBytes(StandardCharsets.US_ASCII);
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 14;
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z]{" + LENGTH + "}");

    private final String letters;

    private ReportKey(String letters) {
        this.letters = letters;
    }

    /** One for all messages of a challenge: whichever is opened serves. */
    static ReportKey derive(CodeKey key, String challengeId) {
        BigInteger rest = new BigInteger(1, key.authenticate(LABEL, challengeId.getBytes(StandardCharsets.US_ASCII)));
        BigInteger base = BigInteger.valueOf(LETTERS.length());
        StringBuilder letters = new StringBuilder();
        while (letters.length() < LENGTH) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            letters.append(LETTERS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return new ReportKey(letters.toString());
    }

    /** What came with a link; empty when it cannot be one of ours. */
    public static Optional<ReportKey> parse(String letters) {
        return Optional.ofNullable(letters)
                .filter(each -> FORMAT.matcher(each).matches())
                .map(ReportKey::new);
    }

    /** SHA-256 in hex. */
    public String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(letters.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** The letters, for the link in a message and nothing else. */
    public String reveal() {
        return letters;
    }

    @Override
    public String toString() {
        return "ReportKey[redacted]";
    }
}
