package dev.twofactor.domain.otp;

import dev.twofactor.domain.policy.CodePolicy;
import java.time.Instant;

/**
 * A code that was issued and what has become of it since; the code itself is derived, not kept.
 *
 * @param id unguessable handle, the only thing an authentication session remembers
 * @param fingerprint {@link Binding#fingerprint()} of what the code is tied to
 * @param keyId realm key that the code is derived from
 * @param length digits of the code
 * @param issuedAt when this code was first sent
 * @param expiresAt from this moment on the code is refused
 * @param wrong tries evaluated and found wrong, this code only
 * @param used whether the code was accepted
 * @param sends messages that left for this challenge, over all its codes
 * @param lastSentAt when the last one left
 */
public record Challenge(
        String id,
        String fingerprint,
        String keyId,
        Nonce nonce,
        int length,
        Instant issuedAt,
        Instant expiresAt,
        int wrong,
        boolean used,
        int sends,
        Instant lastSentAt) {

    static Challenge issue(String id, String fingerprint, String keyId, Nonce nonce, CodePolicy policy, Instant now) {
        return new Challenge(
                id, fingerprint, keyId, nonce, policy.length(), now, now.plus(policy.lifetime()), 0, false, 1, now);
    }

    /** A fresh code in place of this one; what was sent before still counts. */
    Challenge reissue(String newKeyId, Nonce newNonce, CodePolicy policy, Instant now) {
        Challenge fresh = issue(id, fingerprint, newKeyId, newNonce, policy, now);
        return new Challenge(
                id, fingerprint, newKeyId, newNonce, fresh.length, now, fresh.expiresAt, 0, false, sends + 1, now);
    }

    /** The same code once more; it lives on, but never past {@link CodePolicy#LONGEST_LIFE} after it was first sent. */
    Challenge repeat(CodePolicy policy, Instant now) {
        Instant renewed = now.plus(policy.lifetime());
        Instant end = issuedAt.plus(CodePolicy.LONGEST_LIFE);
        Instant expires = renewed.isBefore(end) ? renewed : end;
        return new Challenge(id, fingerprint, keyId, nonce, length, issuedAt, expires, wrong, used, sends + 1, now);
    }

    Challenge withWrong(int count) {
        return new Challenge(
                id, fingerprint, keyId, nonce, length, issuedAt, expiresAt, count, used, sends, lastSentAt);
    }

    Challenge accepted() {
        return new Challenge(
                id, fingerprint, keyId, nonce, length, issuedAt, expiresAt, wrong, true, sends, lastSentAt);
    }

    /** Whether this code can still be accepted. */
    boolean isLive(CodePolicy policy, Instant now) {
        return !used && wrong < policy.wrongPerCode() && now.isBefore(expiresAt);
    }

    /** From when on another message may be asked for. */
    Instant nextSendAt(CodePolicy policy) {
        return lastSentAt.plus(policy.waitAfter(sends));
    }
}
