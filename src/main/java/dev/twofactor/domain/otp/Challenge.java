package dev.twofactor.domain.otp;

import dev.twofactor.domain.policy.CodePolicy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
 * @param report how a link in the messages finds it; null where they have none, or somebody used it
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
        Instant lastSentAt,
        @Nullable ReportMark report) {

    /** One without a link in its messages. */
    static Challenge issue(String id, String fingerprint, String keyId, Nonce nonce, CodePolicy policy, Instant now) {
        Instant end = now.plus(policy.lifetime());
        return new Challenge(id, fingerprint, keyId, nonce, policy.length(), now, end, 0, false, 1, now, null);
    }

    // Whoever gets a code that sets a phone up need not be the user: their word would sign the user out.
    static Challenge issue(String id, Binding binding, CodeKey key, Nonce nonce, CodePolicy policy, Instant now) {
        Challenge fresh = issue(id, binding.fingerprint(), key.id(), nonce, policy, now);
        boolean signsIn = binding.purpose() == Purpose.LOGIN || binding.purpose() == Purpose.DIRECT_GRANT;
        return signsIn ? fresh.with(new ReportMark(ReportKey.derive(key, id).hash(), binding.sessionId())) : fresh;
    }

    private Challenge with(@Nullable ReportMark mark) {
        return new Challenge(
                id, fingerprint, keyId, nonce, length, issuedAt, expiresAt, wrong, used, sends, lastSentAt, mark);
    }

    /** A fresh code in place of this one; what was sent before still counts. */
    Challenge reissue(CodeKey key, Nonce newNonce, CodePolicy policy, Instant now) {
        ReportMark mark =
                report == null ? null : new ReportMark(ReportKey.derive(key, id).hash(), report.sessionId());
        Instant end = now.plus(policy.lifetime());
        return new Challenge(
                id, fingerprint, key.id(), newNonce, policy.length(), now, end, 0, false, sends + 1, now, mark);
    }

    /** The same code once more; it lives on, but never past {@link CodePolicy#LONGEST_LIFE} after it was first sent. */
    Challenge repeat(CodePolicy policy, Instant now) {
        Instant renewed = now.plus(policy.lifetime());
        Instant end = issuedAt.plus(CodePolicy.LONGEST_LIFE);
        Instant expires = renewed.isBefore(end) ? renewed : end;
        return new Challenge(
                id, fingerprint, keyId, nonce, length, issuedAt, expires, wrong, used, sends + 1, now, report);
    }

    Challenge withWrong(int count) {
        return new Challenge(
                id, fingerprint, keyId, nonce, length, issuedAt, expiresAt, count, used, sends, lastSentAt, report);
    }

    Challenge accepted() {
        return new Challenge(
                id, fingerprint, keyId, nonce, length, issuedAt, expiresAt, wrong, true, sends, lastSentAt, report);
    }

    /** Dead from now on, and its link is used up. */
    Challenge reported(Instant now) {
        Instant end = now.isBefore(expiresAt) ? now : expiresAt;
        return new Challenge(
                id, fingerprint, keyId, nonce, length, issuedAt, end, wrong, used, sends, lastSentAt, null);
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
