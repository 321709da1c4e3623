package dev.twofactor.simulation;

import dev.twofactor.domain.delivery.Destination;
import java.util.Random;

/**
 * A country and its numbers.
 *
 * @param code ISO 3166
 * @param dialling such as {@code +49}
 */
record Land(String code, String dialling) {

    /** Any number of the country. */
    Destination anyPhone(Random random) {
        return phone("%05d".formatted(random.nextInt(100_000)), random);
    }

    /** A number of a block of ten thousand. */
    Destination phone(String block, Random random) {
        String number = dialling + block + "%04d".formatted(random.nextInt(10_000));
        return new Destination(number, dialling + " •••", code);
    }
}
