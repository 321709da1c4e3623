package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Everything a code is tied to: who, where, what for, by which channel and to which destination.
 *
 * @param realmId realm of the user
 * @param userId id of the user, federated ids included
 * @param sessionId the browser's root authentication session, or what stands for it at another entry point
 */
public record Binding(
        String realmId, String userId, String sessionId, Purpose purpose, Channel channel, Destination destination) {

    /** SHA-256 over all parts, in hex: equal only when every part is equal. */
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
