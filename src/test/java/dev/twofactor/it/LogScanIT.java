package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.it.LogScanner.SentCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs last: reads what all other classes made the shared server write, at debug level. */
@Order(Integer.MAX_VALUE)
class LogScanIT {

    private static final Pattern LINE_OF_FINDING = Pattern.compile(" in line (\\d+): ");
    private static final Pattern CATEGORY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\S+ [A-Z]+ +\\[([^\\]]+)]");

    @Test
    void theServersLogOfTheWholeRunHoldsNoCodeNoFullNumberOrAddressAndNoSecret() throws IOException {
        signInOnceSoThatThereIsSomethingToFind();
        List<SentCode> codes = SentCodes.all();
        assertThat(codes).isNotEmpty();

        List<String> findings = scan(codes);
        assertThat(findings).as("at %s", places(findings, codes)).isEmpty();
    }

    // Where each stood, and never what it is. A number with spaces in it or a secret in Base64 has no column here.
    private static List<String> places(List<String> findings, List<SentCode> codes) throws IOException {
        Set<Long> hit = findings.stream()
                .flatMap(finding -> LINE_OF_FINDING.matcher(finding).results().limit(1))
                .map(line -> Long.valueOf(line.group(1)))
                .collect(Collectors.toSet());
        List<String> places = new ArrayList<>();
        String category = "none";
        try (BufferedReader log = Files.newBufferedReader(TestKeycloak.shared().logFile())) {
            String line = log.readLine();
            for (long number = 1; line != null && places.size() < hit.size(); number++) {
                Matcher first = CATEGORY.matcher(line);
                category = first.lookingAt() ? first.group(1) : category;
                if (hit.contains(number)) {
                    places.add("line " + number + " of " + category + ", columns " + columns(line, codes));
                }
                line = log.readLine();
            }
        }
        return places;
    }

    private static List<Integer> columns(String line, List<SentCode> codes) {
        return Stream.of(
                        codes.stream().map(SentCode::code),
                        PhoneNumbers.handedOut().stream().map(phone -> phone.substring(2)),
                        MailAddresses.handedOut().stream(),
                        Secrets.made().stream())
                .flatMap(texts -> texts)
                .map(text -> line.indexOf(text) + 1)
                .filter(column -> column > 0)
                .distinct()
                .sorted()
                .toList();
    }

    private static void signInOnceSoThatThereIsSomethingToFind() {
        TestRealm realm = TestRealm.create();
        TestUser user = realm.newUser();
        SignIn signIn = realm.signIn();
        signIn.password(user);
        signIn.code("000000");
        assertThat(signIn.code(SentCodes.await(user.phone(), 1)).isSignedIn()).isTrue();
    }

    private static List<String> scan(List<SentCode> codes) throws IOException {
        List<String> phones = PhoneNumbers.handedOut();
        return new LogScanner(codes, phones, MailAddresses.handedOut(), Secrets.made())
                .scan(TestKeycloak.shared().logFile());
    }
}
