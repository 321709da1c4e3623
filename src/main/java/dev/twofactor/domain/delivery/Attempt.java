package dev.twofactor.domain.delivery;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to hand a message to one service, as the ledger keeps it.
 *
 * @param service id of the service
 * @param country of the number, ISO 3166; null for mail and for numbers of no country
 * @param segments parts the message was sent in; 0 for mail
 * @param price of all parts together in the unit of the realm's budget; zero where the vendor surely charges nothing
 * @param startedAt when the service was asked
 * @param endedAt when it had answered, or was given up
 */
public record Attempt(
        String service,
        SendResult result,
        @Nullable String country,
        int segments,
        BigDecimal price,
        Instant startedAt,
        Instant endedAt) {}
