package dev.twofactor.simulation;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.Verdict;
import java.time.Duration;

/** A botnet that knows passwords and guesses codes, as many a day and account as it can get compared. */
final class Guessers {

    private static final Land LAND = new Land("US", "+1");
    private static final int LOGINS = 3;
    private static final int GUESSES = 5;

    private final Day day;
    int evaluated;
    int takeovers;
    int messages;

    Guessers(Day day) {
        this.day = day;
    }

    /** @param within only what they do in the first part of their day happens; the whole of it when it is a day */
    void guess(int accounts, int addresses, Duration within) {
        for (int account = 0; account < accounts; account++) {
            String user = "victim-" + account;
            Destination phone = LAND.phone("%05d".formatted(account / 10), day.random);
            for (int login = 0; login < LOGINS; login++) {
                String address = "203.0.113." + day.random.nextInt(addresses);
                Duration time = day.anyTime();
                if (time.compareTo(within) < 0) {
                    day.at(Day.LENGTH.plus(time), () -> login(user, phone, address));
                }
            }
        }
    }

    private void login(String user, Destination phone, String address) {
        Request request = new Request(day, user, Purpose.LOGIN, phone, address);
        if (!(request.open() instanceof Issued.Send)) {
            return;
        }
        messages++;
        for (int i = 0; i < GUESSES; i++) {
            Verdict verdict = request.type(code());
            evaluated += verdict == Verdict.WRONG || verdict == Verdict.ACCEPTED ? 1 : 0;
            takeovers += verdict == Verdict.ACCEPTED ? 1 : 0;
        }
    }

    private String code() {
        int digits = day.codes.length();
        return String.format("%0" + digits + "d", (long) (day.random.nextDouble() * Math.pow(10, digits)));
    }
}
