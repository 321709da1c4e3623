package dev.twofactor.it;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Hands out numbers of the range kept for fiction (555-01xx), each once in a run: limits count by number. */
final class PhoneNumbers {

    /** Two neighbours never share their first digits, so that a limit per prefix does not couple tests. */
    private static final List<String> AREAS = List.of(
            "201", "202", "203", "205", "206", "207", "208", "209", "210", "212", "213", "214", "215", "216", "217",
            "218", "219", "224", "225", "228", "229", "231", "234", "239", "240", "248", "251", "252", "253", "254",
            "256", "260", "262", "267", "269", "270", "276", "281", "301", "302", "303", "304", "305", "307", "308",
            "309", "310", "312", "313", "314", "315", "316", "317", "318", "319", "320", "321", "323", "325", "330");

    private static final AtomicInteger NEXT = new AtomicInteger();

    private PhoneNumbers() {}

    /** A number in E.164 form that no other test got. */
    static String next() {
        int index = NEXT.getAndIncrement();
        if (index >= AREAS.size() * 100) {
            throw new IllegalStateException("All numbers for tests are taken");
        }
        return number(index);
    }

    /** All that were handed out so far. */
    static List<String> handedOut() {
        return IntStream.range(0, NEXT.get()).mapToObj(PhoneNumbers::number).toList();
    }

    private static String number(int index) {
        return "+1%s55501%02d".formatted(AREAS.get(index % AREAS.size()), index / AREAS.size());
    }
}
