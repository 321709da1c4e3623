package dev.twofactor.domain.otp;

/**
 * How the link in a challenge's messages finds it.
 *
 * @param keyHash {@link ReportKey#hash()}
 * @param sessionId {@link Binding#sessionId()} of the login that asked for the code
 */
public record ReportMark(String keyHash, String sessionId) {}
