package dev.twofactor.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * Somebody with an account and a browser; signs in once at a time.
 *
 * @param name the user's name
 * @param phone in E.164 form, from the range kept for fiction; another one for everybody
 */
record Person(Kind kind, String name, String phone, Browser browser) {

    /** Everybody's: what is measured is not the hash of it. */
    static final String PASSWORD = "benchmark";

    private static final int NUMBERS_OF_AN_AREA = 100;

    /** Neighbours have other first digits, since limits count by them. */
    private static final List<String> AREAS =
            List.of("201", "212", "303", "312", "415", "503", "602", "713", "805", "914");

    /**
     * The person with this number among those of a kind.
     *
     * @param number 0 to 249
     */
    static Person of(Kind kind, int number) {
        int areas = AREAS.size() / 2;
        int area = number % areas + (kind == Kind.TRUSTED ? areas : 0);
        int half = NUMBERS_OF_AN_AREA / 2;
        if (number / areas >= half) {
            throw new IllegalArgumentException("There are no numbers for so many people");
        }
        int last = number / areas + (kind == Kind.SMS_WRONG_FIRST ? half : 0);
        // 555-0100 to 555-0199 of any area are never given to anybody.
        String phone = "+1%s55501%02d".formatted(AREAS.get(area), last);
        return new Person(kind, kind.name().toLowerCase(Locale.ROOT) + "-" + number, phone, new Browser());
    }

    /** Where mails to this person go. */
    String address() {
        return name + "@benchmark.example";
    }

    /** Where this person's codes go. */
    String destination() {
        return kind == Kind.EMAIL ? address() : phone;
    }

    /** Tells nothing of the number. */
    @Override
    public String toString() {
        return name;
    }
}
