package dev.twofactor.domain.delivery;

import java.math.BigDecimal;

/**
 * A service as one message meets it.
 *
 * @param id of the service in the ledger
 * @param pricePerSegment in the unit of the realm's budget
 * @param breaker remembers over all messages how the service does
 */
public record Carrier(String id, BigDecimal pricePerSegment, SmsGateway gateway, Breaker breaker) {}
