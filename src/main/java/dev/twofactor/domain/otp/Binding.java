package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a code is tied to: who, where, what for, by which channel and to which destination.
 *
 * @param realmId realm of the user
 * @param userId id of the user, federated ids included
 * @param sessionId the browser's root authentication session, or what stands for it at another entry point
 * @param boundAt when the destination was set up as a second factor; null when it was not, or nobody knows. No part of
 *     what must be equal: it tells whether wrong codes of before count against it
 */
public record Binding(
        String realmId,
        String userId,
        String sessionId,
        Purpose purpose,
        Channel channel,
        Destination destination,
        @Nullable Instant boundAt) {

    /** A destination of which nobody knows when it was set up. */
    public Binding(
            String realmId,
            String userId,
            String sessionId,
            Purpose purpose,
            Channel channel,
            Destination destination) {
        this(realmId, userId, sessionId, purpose, channel, destination, null);
    }

    /** SHA-256 over all parts that must be equal, in hex. */
    public String fingerprint() {
        MessageDigest digest = sha256();
        for (String part : List.of(realmId, userId, sessionId, purpose.name(), channel.name(), destination.address())) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    /** Tells nothing personal. */
    @Override
    public String toString() {
        return "Binding[" + purpose + ", " + channel + "]";
    }
}
