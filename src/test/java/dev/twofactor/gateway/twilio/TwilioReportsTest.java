package dev.twofactor.gateway.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.DeliveryReports.Report;
import dev.twofactor.domain.delivery.DeliveryState;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwilioReportsTest {

    // The example of Twilio's own page on signatures.
    private static final String ADDRESS = "https://example.com/myapp.php?foo=1&bar=2";
    private static final Map<String, String> FIELDS = Map.of(
            "Digits",
            "1234",
            "To",
            "+18005551212",
            "From",
            "+14158675310",
            "Caller",
            "+14158675310",
            "CallSid",
            "CA1234567890ABCDE");
    private static final String SIGNATURE = "L/OH5YylLD5NRKLltdqwSvS0BnU=";

    private final TwilioReports reports = new TwilioReports("12345");

    @Test
    void theSignatureIsTheOneThatTwilioMakes() {
        assertThat(reports.read(new Report(ADDRESS, "r", FIELDS, SIGNATURE))).contains(DeliveryState.SENDING);
    }

    @Test
    void anythingElseIsNotTwilios() {
        assertThat(reports.read(new Report(ADDRESS + "&x=1", "r", FIELDS, SIGNATURE)))
                .isEmpty();
        assertThat(reports.read(new Report(ADDRESS, "r", Map.of("MessageStatus", "delivered"), SIGNATURE)))
                .isEmpty();
        assertThat(reports.read(new Report(ADDRESS, "r", FIELDS, null))).isEmpty();
        assertThat(reports.read(new Report(ADDRESS, "r", FIELDS, ""))).isEmpty();
        assertThat(new TwilioReports("54321").read(new Report(ADDRESS, "r", FIELDS, SIGNATURE)))
                .isEmpty();
    }
}
