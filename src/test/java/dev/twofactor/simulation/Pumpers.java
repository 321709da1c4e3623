package dev.twofactor.simulation;

import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Purpose;
import java.time.Duration;
import java.util.List;

/** Robots with accounts of their own that have numbers texted whose operator shares the money with them. */
final class Pumpers {

    private final Day day;
    int tried;
    int sent;

    Pumpers(Day day) {
        this.day = day;
    }

    /**
     * Spreads tries evenly.
     *
     * @param lands where the numbers are; the prefixes are shared out among them
     * @param addresses network addresses in use
     * @param within how long it takes
     */
    void pump(int tries, List<Land> lands, int prefixes, int addresses, Duration within) {
        for (int i = 0; i < tries; i++) {
            int prefix = day.random.nextInt(prefixes);
            String user = "robot-" + day.random.nextInt(tries);
            String address = "2001:db8:ffff:" + Integer.toHexString(day.random.nextInt(addresses)) + "::1";
            Land land = lands.get(prefix % lands.size());
            String block = "9%04d".formatted(prefix);
            Duration time = Duration.ofMillis((long) (day.random.nextDouble() * within.toMillis()));
            day.at(Day.LENGTH.plus(time), () -> {
                tried++;
                Request request = new Request(day, user, Purpose.ENROLL, land.phone(block, day.random), address);
                if (request.open() instanceof Issued.Send) {
                    sent++;
                }
            });
        }
    }
}
