package dev.twofactor.domain.delivery;

import java.util.List;

/**
 * All that was tried for one message.
 *
 * @param tried in this order; empty when no service was asked
 * @param result what came of the whole
 */
public record Attempts(List<Attempt> tried, SendResult result) {

    public Attempts {
        tried = List.copyOf(tried);
    }

    /** Nobody was asked. */
    public static Attempts none(SendResult.Outcome outcome, String reason) {
        return new Attempts(List.of(), SendResult.failed(outcome, reason));
    }
}
