package dev.twofactor.domain.spend;

import java.math.BigDecimal;

/** What a text message will cost, as far as it can be known before it leaves. */
@FunctionalInterface
public interface Prices {

    /** All parts of it together, in the unit of the services' prices; zero where no price is known. */
    BigDecimal of(Asked asked);
}
