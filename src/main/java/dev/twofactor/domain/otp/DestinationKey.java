package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.Channel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Turns phone numbers and addresses into values that can be compared and searched, but not read: there are so few phone
 * numbers that a hash without a key would give them away.
 */
public final class DestinationKey {

    private static final byte[] LABEL = "destination index v1".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] LIMITS_LABEL = "limits v1".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;

    private DestinationKey(byte[] key) {
        this.key = key;
    }

    /** Derives the key by HKDF-SHA256 as {@link CodeKey} does, with a label of its own. */
    public static DestinationKey derive(byte[] secret) {
        return derive(secret, LABEL);
    }

    /** Another key of the same secret, so that what limits count cannot be matched with who has set up what. */
    public static DestinationKey ofLimits(byte[] secret) {
        return derive(secret, LIMITS_LABEL);
    }

    private static DestinationKey derive(byte[] secret, byte[] label) {
        return new DestinationKey(CodeKey.hmac(CodeKey.hmac(CodeKey.SALT, secret), label, new byte[] {1}));
    }

    /** 64 hex digits of whatever is counted: a number, a mail address, a part of one, a network address. */
    public String hash(String value) {
        return HexFormat.of()
                .formatHex(CodeKey.hmac(key, value.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
    }

    /** 64 hex digits; the same for addresses that differ in case only. */
    public String hash(Channel channel, String address) {
        return HexFormat.of()
                .formatHex(CodeKey.hmac(
                        key,
                        channel.name().getBytes(StandardCharsets.US_ASCII),
                        new byte[] {0},
                        address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String toString() {
        return "DestinationKey[redacted]";
    }
}
