package dev.twofactor.domain.spend;

import dev.twofactor.domain.delivery.Destination;
import java.math.BigDecimal;

/** What a text message will cost, as far as it can be known before it leaves. */
@FunctionalInterface
public interface Prices {

    /** In the unit of the services' prices; zero where no price is known. */
    BigDecimal of(Destination destination);
}
