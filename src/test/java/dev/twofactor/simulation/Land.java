package dev.twofactor.simulation;

import dev.twofactor.domain.delivery.Destination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A country and its numbers.
 *
 * @param code ISO 3166
 * @param dialling such as {@code +49}
 */
record Land(String code, String dialling) {

    private static final Land US = new Land("US", "+1");
    private static final Land GERMANY = new Land("DE", "+49");
    private static final Land BRITAIN = new Land("GB", "+44");

    /** Most people live in three countries, one in a hundred anywhere. */
    static List<Land> homes() {
        List<Land> homes = new ArrayList<>();
        homes.addAll(Collections.nCopies(1200, US));
        homes.addAll(Collections.nCopies(500, GERMANY));
        homes.addAll(Collections.nCopies(280, BRITAIN));
        homes.addAll(abroad());
        return homes;
    }

    /** Eighteen countries without much business, and two with. */
    static List<Land> attacked() {
        List<Land> lands = new ArrayList<>(abroad());
        lands.add(US);
        lands.add(BRITAIN);
        return lands;
    }

    private static List<Land> abroad() {
        return IntStream.range(0, 18)
                .mapToObj(i -> new Land("X" + (char) ('A' + i), "+9" + (10 + i)))
                .toList();
    }

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
