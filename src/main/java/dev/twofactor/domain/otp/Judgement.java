package dev.twofactor.domain.otp;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a typed code, and what stands for showing the page again.
 *
 * @param status as it was before the try; null when there is no such challenge here, and when the
 *     code was right: no page is shown again then
 */
public record Judgement(Verdict verdict, @Nullable CodeStatus status) {}
