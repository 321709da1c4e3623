package dev.twofactor.domain.check;

import dev.twofactor.domain.delivery.Segments;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is wrong with the words of a text message that carries a code.
 *
 * @param gsm whether it fits the GSM alphabet, in which a part holds more than twice as much
 * @param segments parts that it is sent and paid in
 */
public record MessageLint(boolean gsm, int segments, List<Problem> problems) {

    private static final int MOST_SEGMENTS = 2;
    private static final Pattern LINK = Pattern.compile(
            "https?:|www\\.|\\b[\\p{L}0-9-]+\\.(com|net|org|info|biz|io|app|link|ly|me)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern DIGITS = Pattern.compile("[0-9]{6,}");

    /** The faults that are looked for. */
    public enum Problem {
        /** The code does not stand in the sentence. */
        NO_CODE,
        /** It stands there more than once, so phones may offer the wrong part. */
        CODE_TWICE,
        /** Another number stands before it, which phones would take for the code. */
        OTHER_NUMBER_FIRST,
        /** The last line is not what browsers fill codes in from (WICG sms-one-time-codes). */
        BROKEN_LAST_LINE,
        /** A link: people learn to press links in such messages, and vendors filter them out. */
        LINK,
        /** The link for those who did not ask for the code makes the message cost more parts. */
        LINK_COSTS_PART,
        /** One letter outside the GSM alphabet makes the message cost more parts. */
        COSTLY_LETTER,
        /** More than two parts: slow, dear, and some phones show them in the wrong order. */
        TOO_LONG
    }

    /** Looks at a message that has no link of ours, as it would leave. */
    public static MessageLint of(String text, String code, String host) {
        return of(text, code, host, "");
    }

    /**
     * The same for one that may have.
     *
     * @param code the code in it
     * @param host host of the last line; empty when there is to be none
     * @param report the sentence with our own link, which the policy lets in or not; empty when there is none
     */
    public static MessageLint of(String text, String code, String host, String report) {
        String lastLine = host.isEmpty() ? "" : "\n@" + host + " #" + code;
        boolean ends = text.endsWith(lastLine) && !text.endsWith("\n");
        String sentence = ends ? text.substring(0, text.length() - lastLine.length()) : text;
        String own = report.isEmpty() ? "" : " " + report;
        String words = sentence.replace(own, "");
        boolean gsm = Segments.isGsm(text);
        int segments = Segments.of(text);
        List<Problem> problems = Stream.of(
                        found(!sentence.contains(code), Problem.NO_CODE),
                        found(sentence.indexOf(code) != sentence.lastIndexOf(code), Problem.CODE_TWICE),
                        found(!firstNumber(sentence, code).equals(code), Problem.OTHER_NUMBER_FIRST),
                        found(!ends, Problem.BROKEN_LAST_LINE),
                        found(LINK.matcher(words).find(), Problem.LINK),
                        found(segments > Segments.of(text.replace(own, "")), Problem.LINK_COSTS_PART),
                        found(!gsm && segments > 1, Problem.COSTLY_LETTER),
                        found(segments > MOST_SEGMENTS, Problem.TOO_LONG))
                .flatMap(each -> each)
                .toList();
        return new MessageLint(gsm, segments, problems);
    }

    private static Stream<Problem> found(boolean found, Problem problem) {
        return found ? Stream.of(problem) : Stream.empty();
    }

    // Where there is no number at all, the missing code says it.
    private static String firstNumber(String sentence, String code) {
        return DIGITS.matcher(sentence)
                .results()
                .findFirst()
                .map(each -> each.group())
                .orElse(code);
    }
}
