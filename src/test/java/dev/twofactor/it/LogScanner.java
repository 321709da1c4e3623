package dev.twofactor.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks through a server's log for what must never be in it: codes, full phone numbers and mail addresses, secrets.
 *
 * <p>A code of six digits is a small number, and a log holds many small numbers: it counts only as a whole token, only in
 * lines written after (or just before) its message, and not in the columns of {@code HARMLESS}. Numbers and secrets are long enough to count anywhere.
 * A {@link LogSieve} chooses the lines that are worth it.
 */
final class LogScanner {

    /** How a line begins that has a time; every 0 is some digit. */
    private static final String FORM = "0000-00-00 00:00:00,000 ";

    private static final int BUFFER = 1 << 20;

    /** A line's time, which is no number to look at. */
    private static final Pattern STAMP = Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} ");

    /**
     * Columns whose numbers are chance and plenty: Hibernate's session metrics ("385723 ns preparing 3 JDBC statements"), 6 in 7
     * of all six-digit tokens of a run, and how much it looked through for changes, which grows with a session. The rest is a dozen
     * settings (900000 ms): a code meets one of those once in 80,000.
     */
    private static final Pattern HARMLESS = Pattern.compile("^\\s+\\d+ ns [a-z]+ \\d+ "
            + "(?:(?:partial-)?flushes \\(flushing a total of \\d+ entities and \\d+ collections\\))?");

    /**
     * Hibernate at debug level prints every row that it writes, Keycloak's own credentials and components too: no provider
     * can change that, so an operator must not run that category so. Our own rows are not excused.
     */
    private static final Pattern KEYCLOAKS_ROWS = Pattern.compile(
            "\\[org\\.hibernate\\.orm\\.core] \\([^)]*\\) org\\.keycloak\\.(models|storage)\\.jpa\\.entit(ies|y)\\.");

    /** Keycloak's own events about the profile tell its address; as a line of its log and as a row. */
    private static final Pattern KEYCLOAKS_ADDRESS_EVENTS = Pattern.compile(
            "\\[org\\.(keycloak\\.events|hibernate\\.orm\\.core)] .*(SEND_RESET_PASSWORD|UPDATE_PROFILE|UPDATE_EMAIL|REGISTER)");

    /**
     * Keycloak's own HTTP client prints every byte at debug level, the client secret it shows to an identity provider too. Ours is
     * the JDK's; codes, numbers and addresses are looked for in these lines all the same.
     */
    private static final Pattern KEYCLOAKS_WIRE = Pattern.compile("^\\S+ \\S+ DEBUG \\[org\\.apache\\.http\\.wire] ");

    private static final Pattern CODE =
            Pattern.compile("(?<![0-9A-Za-z])(?<!\\d\\.)(\\d{3}[ -]?\\d{3}|\\d{7,10})(?![0-9A-Za-z])(?!\\.\\d)");
    private static final Pattern FORMATTED_PHONE =
            Pattern.compile("(?<!\\d)(\\d{3})\\)?[ .-]{1,2}(\\d{3})[ .-]{1,2}(\\d{4})(?!\\d)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss,SSS");
    private static final int TIME_LENGTH = 23;

    /** A code exists a moment before its message arrives in the inbox. */
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private final Map<String, Instant> codes = new TreeMap<>();
    private final Set<String> nationalNumbers;
    private final Needles phones;
    private final Needles addresses;
    private final Needles secrets;
    private final LogSieve sieve;
    private final List<String> findings = new ArrayList<>();
    private final byte[] stamp = new byte[FORM.length()];
    private Instant now = Instant.EPOCH;
    private long line;

    /**
     * @param codes each code with the time when its message arrived
     * @param phones in E.164 form, of the North American plan
     * @param addresses that codes are sent to
     * @param secrets tokens and passwords, searched for as they are and in Base64
     */
    LogScanner(
            Collection<SentCode> codes,
            Collection<String> phones,
            Collection<String> addresses,
            Collection<String> secrets) {
        codes.forEach(sent -> this.codes.merge(sent.code(), sent.at().minus(BEFORE), (a, b) -> a.isBefore(b) ? a : b));
        nationalNumbers = phones.stream().map(phone -> phone.substring(2)).collect(Collectors.toSet());
        this.phones = new Needles(nationalNumbers);
        this.addresses = new Needles(addresses);
        List<String> forms = secrets.stream()
                .flatMap(secret -> Needles.withBase64(secret).stream())
                .toList();
        this.secrets = new Needles(forms);
        sieve = new LogSieve(
                this.codes.keySet(),
                nationalNumbers,
                Stream.concat(addresses.stream(), forms.stream()).toList());
    }

    /** One code and when it arrived. */
    record SentCode(String code, Instant at) {}

    /** Every finding as a sentence with the line's number and its text, digits made unreadable; at most 50. */
    List<String> scan(Path log) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int held = 0;
        try (InputStream file = Files.newInputStream(log)) {
            for (int read = file.read(buffer); read >= 0; read = file.read(buffer, held, buffer.length - held)) {
                held += read;
                int done = scanLines(buffer, held);
                System.arraycopy(buffer, done, buffer, 0, held - done);
                held -= done;
                if (held == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
                }
            }
        }
        scanLine(buffer, 0, held);
        return findings;
    }

    // All that end in the buffer; what stands behind them is the beginning of one.
    private int scanLines(byte[] buffer, int held) {
        int from = 0;
        for (int i = 0; i < held; i++) {
            if (buffer[i] == '\n') {
                scanLine(buffer, from, i);
                from = i + 1;
            }
        }
        return from;
    }

    private void scanLine(byte[] bytes, int from, int to) {
        line++;
        if (isStamped(bytes, from, to)) {
            System.arraycopy(bytes, from, stamp, 0, stamp.length);
        }
        if (sieve.holds(bytes, from, to)) {
            tellTime(new String(stamp, StandardCharsets.US_ASCII));
            new String(bytes, from, to - from, StandardCharsets.UTF_8).lines().forEach(this::look);
        }
    }

    private static boolean isStamped(byte[] bytes, int from, int to) {
        if (to - from < FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            byte letter = bytes[from + i];
            if (FORM.charAt(i) == '0' ? letter < '0' || letter > '9' : letter != FORM.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void look(String text) {
        tellTime(text);
        finding(text).filter(found -> findings.size() < 50).ifPresent(found -> findings.add(describe(found, text)));
    }

    private String describe(String found, String text) {
        String shown = text.length() > 300 ? text.substring(0, 300) + "…" : text;
        return found + " in line " + line + ": " + shown.replaceAll("\\d", "#").replaceAll("\\S+@\\S+", "…@…");
    }

    private void tellTime(String text) {
        if (STAMP.matcher(text).lookingAt()) {
            now = LocalDateTime.parse(text.substring(0, TIME_LENGTH), TIME)
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        }
    }

    private Optional<String> finding(String text) {
        if (KEYCLOAKS_ROWS.matcher(text).find()) {
            return Optional.empty();
        }
        if (phones.in(text).isPresent() || hasFormattedPhone(text)) {
            return Optional.of("A full phone number");
        }
        if (addresses.in(text).isPresent()
                && !KEYCLOAKS_ADDRESS_EVENTS.matcher(text).find()) {
            return Optional.of("A full mail address");
        }
        if (secrets.in(text).isPresent() && !KEYCLOAKS_WIRE.matcher(text).find()) {
            return Optional.of("A secret");
        }
        return hasCode(text) ? Optional.of("A code") : Optional.empty();
    }

    private boolean hasFormattedPhone(String text) {
        return FORMATTED_PHONE
                .matcher(text)
                .results()
                .anyMatch(found -> nationalNumbers.contains(found.group(1) + found.group(2) + found.group(3)));
    }

    private boolean hasCode(String text) {
        String rest = STAMP.matcher(HARMLESS.matcher(text).replaceFirst("")).replaceFirst("");
        Matcher tokens = CODE.matcher(rest);
        return tokens.results()
                .map(found -> codes.get(found.group().replaceAll("[ -]", "")))
                .anyMatch(since -> since != null && now.isAfter(since));
    }
}
