package dev.twofactor.simulation;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.Verdict;
import java.time.Duration;
import java.util.List;

/** Real customers: most type their code within a minute, some mistype it, some ask twice, some give up. */
final class People {

    private static final int OFFICES = 20;

    private final Day day;
    private final List<Land> lands;
    int asked;
    int refused;
    int messages;
    int signedIn;

    /** @param lands where they live, the more often named the more */
    People(Day day, List<Land> lands) {
        this.day = day;
        this.lands = lands;
    }

    /** So many sign-ins on each day, of people who have set up their phones long ago. */
    void signIn(int times) {
        for (int i = 0; i < times; i++) {
            visit("customer-" + i, Purpose.LOGIN, Duration.ZERO);
            visit("customer-" + i, Purpose.LOGIN, Day.LENGTH);
        }
    }

    /** So many people who set up their phone on each day. */
    void setUp(int times) {
        for (int i = 0; i < times; i++) {
            visit("yesterdays-customer-" + i, Purpose.ENROLL, Duration.ZERO);
            visit("new-customer-" + i, Purpose.ENROLL, Day.LENGTH);
        }
    }

    private void visit(String user, Purpose purpose, Duration begin) {
        Destination phone = lands.get(day.random.nextInt(lands.size())).anyPhone(day.random);
        boolean office = day.random.nextInt(5) == 0;
        String address = office
                ? "198.51.100." + day.random.nextInt(OFFICES)
                : "2001:db8:" + Integer.toHexString(day.random.nextInt(60_000)) + ":1::1";
        day.at(begin.plus(day.anyTime()), () -> {
            asked += day.isMeasured() ? 1 : 0;
            Request request = new Request(day, user, purpose, phone, address);
            received(request, request.open());
        });
    }

    private void received(Request request, Issued issued) {
        if (!(issued instanceof Issued.Send send)) {
            refused += day.isMeasured() ? 1 : 0;
            return;
        }
        messages += day.isMeasured() ? 1 : 0;
        String code = send.code().reveal();
        int mood = day.random.nextInt(100);
        if (mood < 5) {
            return; // gives up
        }
        if (mood < 10) {
            day.after(Duration.ofSeconds(45), () -> again(request, code));
            return;
        }
        if (mood < 20) {
            day.after(Duration.ofSeconds(15), () -> request.type(other(code)));
        }
        day.after(Duration.ofSeconds(20 + day.random.nextInt(30)), () -> type(request, code));
    }

    private void again(Request request, String code) {
        if (request.resend() instanceof Issued.Send) {
            messages += day.isMeasured() ? 1 : 0;
        }
        day.after(Duration.ofSeconds(20), () -> type(request, code));
    }

    private void type(Request request, String code) {
        if (request.type(code) == Verdict.ACCEPTED) {
            signedIn++;
        } else {
            refused += day.isMeasured() ? 1 : 0;
        }
    }

    private static String other(String code) {
        char last = code.charAt(code.length() - 1);
        return code.substring(0, code.length() - 1) + (last == '0' ? '1' : '0');
    }
}
