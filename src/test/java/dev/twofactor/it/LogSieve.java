package dev.twofactor.it;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells in one pass over a line's bytes whether it may hold what {@link LogScanner} looks for: a run's log has gigabytes, and
 * one line in thousands is worth its patterns. It never passes over a line that the scanner would report.
 */
final class LogSieve {

    private static final int CODE_MIN = 6;
    private static final int CODE_MAX = 10;
    private static final int KEY = Long.BYTES;

    private final LongSet codes = new LongSet();
    private final LongSet nationalNumbers = new LongSet();
    private final LongSet beginnings = new LongSet();

    // The last three runs of digits in the line, newest first.
    private long value;
    private int length;
    private int start;
    private long before;
    private int beforeLength;
    private int beforeStart;
    private int beforeEnd;
    private long first;
    private int firstLength;
    private int firstEnd;

    /**
     * @param codes longer ones than 10 digits are no codes, and the scanner does not look for them either
     * @param nationalNumbers of ten digits
     * @param needles other texts, found by their first eight bytes; each must have as many
     */
    LogSieve(Collection<String> codes, Collection<String> nationalNumbers, Collection<String> needles) {
        codes.stream()
                .filter(code -> code.length() <= CODE_MAX)
                .forEach(code -> this.codes.add(digits(Long.parseLong(code), code.length())));
        nationalNumbers.forEach(number -> this.nationalNumbers.add(Long.parseLong(number)));
        nationalNumbers.forEach(this::addBeginning);
        needles.forEach(this::addBeginning);
    }

    private void addBeginning(String needle) {
        byte[] bytes = needle.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < KEY) {
            throw new IllegalArgumentException("Too short to be looked for: " + bytes.length + " bytes");
        }
        long key = 0;
        for (int i = 0; i < KEY; i++) {
            key = key << 8 | bytes[i] & 0xff;
        }
        beginnings.add(key);
    }

    private static long digits(long value, int length) {
        return length * 100_000_000_000L + value;
    }

    /** Whether the scanner must look at these bytes, a line or a part of one, in UTF-8. */
    boolean holds(byte[] bytes, int from, int to) {
        length = 0;
        beforeLength = 0;
        firstLength = 0;
        long key = 0;
        for (int i = from; i < to; i++) {
            byte letter = bytes[i];
            key = key << 8 | letter & 0xff;
            if (beginnings.has(key)) {
                return true;
            }
            if (letter >= '0' && letter <= '9') {
                digit(letter - '0', i);
            } else if (length > 0 && endOfDigits(i)) {
                return true;
            }
        }
        return length > 0 && endOfDigits(to);
    }

    private void digit(int digit, int at) {
        if (length == 0) {
            value = 0;
            start = at;
        }
        // A run too long to be a code or number may overflow: only its length is looked at.
        value = value * 10 + digit;
        length++;
    }

    private boolean endOfDigits(int end) {
        boolean found = isCode() || isFormattedPhone();
        first = before;
        firstLength = beforeLength;
        firstEnd = beforeEnd;
        before = value;
        beforeLength = length;
        beforeStart = start;
        beforeEnd = end;
        length = 0;
        return found;
    }

    private boolean isCode() {
        if (length >= CODE_MIN && length <= CODE_MAX) {
            return codes.has(digits(value, length));
        }
        return length == 3
                && beforeLength == 3
                && start - beforeEnd == 1
                && codes.has(digits(before * 1000 + value, CODE_MIN));
    }

    private boolean isFormattedPhone() {
        return length == 4
                && beforeLength == 3
                && firstLength == 3
                && start - beforeEnd <= 2
                && beforeStart - firstEnd <= 3
                && nationalNumbers.has(first * 10_000_000 + before * 10_000 + value);
    }

    /** Numbers, most of which are not in it. */
    private static final class LongSet {

        private static final int BITS = 20;
        private static final long SPREAD = 0x9E3779B97F4A7C15L;

        /** One bit for each hash: answers nearly every question. */
        private final long[] gate = new long[1 << BITS - 6];

        private final Set<Long> all = new HashSet<>();

        void add(long number) {
            all.add(number);
            int hash = hash(number);
            gate[hash >>> 6] |= 1L << hash;
        }

        boolean has(long number) {
            int hash = hash(number);
            return (gate[hash >>> 6] & 1L << hash) != 0 && all.contains(number);
        }

        private static int hash(long number) {
            return (int) (number * SPREAD >>> 64 - BITS);
        }
    }
}
