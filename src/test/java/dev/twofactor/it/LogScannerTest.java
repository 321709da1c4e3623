package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twofactor.it.LogScanner.SentCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogScannerTest {

    private static final String PHONE = "+14155550123";
    private static final String ADDRESS = "anna.codes1@mailbox.example";
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant SENT =
            LocalDateTime.of(2026, 11, 23, 12, 0).atZone(ZoneId.systemDefault()).toInstant();

    @TempDir
    private Path folder;

    private List<String> scan(String... lines) {
        return scanText(String.join("\n", lines) + "\n");
    }

    private List<String> scanText(String text) {
        try {
            return new LogScanner(
                            List.of(new SentCode("735124", SENT), new SentCode("00421337", SENT)),
                            List.of(PHONE),
                            List.of(ADDRESS),
                            List.of(SECRET))
                    .scan(Files.writeString(folder.resolve("log"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String at(String time, String text) {
        return "2026-11-23 " + time + ",001 DEBUG [dev.twofactor.X] (executor-thread-1) " + text;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sending 735124 now",
                "code=735124",
                "{\"code\":\"735124\"}",
                "@localhost #735124",
                "Your code is 735124.",
                "735-124",
                "735 124",
                "12 735 124",
                "00421337"
            })
    void aCodeInTheLogIsFound(String text) {
        assertThat(scan(at("12:00:01", text))).singleElement().asString().startsWith("A code in line 1");
    }

    @Test
    void theLastLineCountsThoughItHasNoEnd() {
        assertThat(scanText(at("12:00:01", "sending") + "\n" + at("12:00:02", "735124")))
                .singleElement()
                .asString()
                .startsWith("A code in line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"735124", PHONE, "(415) 555-0123", ADDRESS, SECRET})
    void nothingIsLostInALineLongerThanAnyOther(String planted) {
        String long1 = "x ".repeat(700_000);

        assertThat(scan(at("12:00:01", long1 + planted + " " + long1), "next", at("12:00:01", "735124")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("A code in line 3");
    }

    /** Wherever it stands in the pieces that the file is read in. */
    @Test
    void nothingIsLostBetweenTwoPiecesOfTheFile() {
        String line = at("12:00:01", "code 735124, " + ADDRESS) + "\n";
        String before = at("12:00:01", "nothing") + "\n";

        for (int most = 0; most < 3; most++) {
            String padding = before.repeat(((1 << 20) - line.length()) / before.length() + most);
            assertThat(scanText(padding + line + before)).hasSize(1);
        }
    }

    @Test
    void aSecretTooShortToBeTellableIsRefused() {
        assertThatThrownBy(() -> new LogScanner(List.of(), List.of(), List.of(), List.of("short")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCodeIsFoundInTheLaterLinesOfAnEntryToo() {
        assertThat(scan(at("12:00:01", "request:"), "  body: 735124")).hasSize(1);
    }

    @Test
    void theSameDigitsLongBeforeTheMessageAreChance() {
        assertThat(scan(at("11:59:00", "loaded 735124 things"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17351240", "0.735124 s", "735124.5", "a735124b", "id 735124ab-0000", "no digits"})
    void digitsWithinALongerTokenAreNoCode(String text) {
        assertThat(scan(at("12:00:01", text))).isEmpty();
    }

    @Test
    void hibernatesDurationsAndCountsAreNoCode() {
        assertThat(
                        scan(
                                at("12:00:01", "Session Metrics {"),
                                "\t735124 ns preparing 3 JDBC statements",
                                "\t1735124999 ns executing 14 flushes (flushing a total of 735124 entities and 735124 collections)",
                                "\t9 ns executing 1 partial-flushes (flushing a total of 735124 entities and 735124 collections)"))
                .isEmpty();
        assertThat(scan(at("12:00:01", "x"), "\t9 ns executing 1 flushes of 735124"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to +14155550123",
                "To=%2B14155550123",
                "4155550123",
                "(415) 555-0123",
                "+1 415 555 0123",
                "415.555.0123"
            })
    void aFullPhoneNumberIsFoundHoweverItIsWritten(String text) {
        assertThat(scan(at("11:00:00", text))).singleElement().asString().startsWith("A full phone number");
    }

    @Test
    void aRowOfOursThatHibernatePrintsCounts() {
        String row = "2026-11-23 12:00:01,001 DEBUG [org.hibernate.orm.core] (executor-thread-1) %s{to=" + PHONE + "}";

        assertThat(scan(row.formatted("dev.twofactor.keycloak.store.LedgerEntity")))
                .hasSize(1);
        assertThat(scan(row.formatted("org.keycloak.models.jpa.entities.CredentialEntity")))
                .isEmpty();
    }

    @Test
    void aMaskedPhoneNumberIsFine() {
        assertThat(scan(at("12:00:01", "to +1415*****23"))).isEmpty();
    }

    @Test
    void aFullMailAddressIsFound() {
        assertThat(scan(at("11:00:00", "550 <" + ADDRESS + "> rejected")))
                .singleElement()
                .asString()
                .startsWith("A full mail address");
    }

    @Test
    void aSecretIsFoundInClear() {
        assertThat(scan(at("11:00:00", "token " + SECRET)))
                .singleElement()
                .asString()
                .startsWith("A secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "AC99:"})
    void aSecretIsFoundInsideABasicAuthorization(String before) {
        String header = Base64.getEncoder().encodeToString((before + SECRET).getBytes(StandardCharsets.UTF_8));

        assertThat(scan(at("11:00:00", "Authorization: Basic " + header))).hasSize(1);
    }

    @Test
    void aFindingDoesNotRepeatWhatItFound() {
        assertThat(scan(at("12:00:01", "code 735124"))).noneMatch(finding -> finding.contains("735124"));
    }

    @Test
    void keycloaksOwnEventsAboutAnAddressAreExcusedAndOursAreNot() {
        String event = "2026-11-23 12:00:01,001 DEBUG [org.keycloak.events] (executor-thread-1) type=\"%s\", email=\""
                + ADDRESS + "\"";

        assertThat(scan(event.formatted("SEND_RESET_PASSWORD"))).isEmpty();
        assertThat(scan(event.formatted("UPDATE_PROFILE"))).isEmpty();
        assertThat(scan(event.formatted("UPDATE_CREDENTIAL"))).hasSize(1);
        assertThat(scan(event.formatted("SEND_RESET_PASSWORD") + " " + PHONE)).hasSize(1);
    }

    @Test
    void whatKeycloaksOwnHttpClientSendsMayHoldASecretButNoCode() {
        String wire = "2026-11-23 12:00:01,001 DEBUG [org.apache.http.wire] (executor-thread-1) http-outgoing-1 >> ";
        assertThat(scan(wire + "client_secret=" + SECRET)).isEmpty();
        assertThat(scan(wire + "otp=735124")).hasSize(1);
        assertThat(scan(at("12:00:01", "[org.apache.http.wire] " + SECRET))).hasSize(1);
    }
}
