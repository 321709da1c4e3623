package dev.twofactor.domain.otp;

/**
 * A code whose recipient says that somebody else asked for it.
 *
 * @param sessionId {@link Binding#sessionId()} of the login that asked for it
 */
public record ReportedCode(String userId, String challengeId, String sessionId) {}
