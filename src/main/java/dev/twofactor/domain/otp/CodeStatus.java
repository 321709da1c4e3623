package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.DeliveryState;
import java.time.Instant;

/**
 * What a page may know about a challenge.
 *
 * @param challengeId the handle
 * @param length digits of the code
 * @param live whether the code can still be accepted
 * @param state what became of the last message
 * @param optedOut whether the last message failed because the owner of the number told the vendor to stop
 * @param sends messages so far
 * @param sendsLeft messages still allowed in this login
 * @param resendAt when another one may be asked for
 * @param expiresAt from when on the code is refused
 */
public record CodeStatus(
        String challengeId,
        int length,
        boolean live,
        DeliveryState state,
        boolean optedOut,
        int sends,
        int sendsLeft,
        Instant resendAt,
        Instant expiresAt) {}
