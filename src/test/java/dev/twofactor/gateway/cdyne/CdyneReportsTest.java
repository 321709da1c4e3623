package dev.twofactor.gateway.cdyne;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.DeliveryReports.Report;
import dev.twofactor.domain.delivery.DeliveryState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CdyneReportsTest {

    private final CdyneReports reports = new CdyneReports("1627aea5-8e0a-4371-9022-9b504344e724");

    @ParameterizedTest
    @CsvSource({"200,SENT", "201,SENDING", "506,FAILED", "507,FAILED", "508,FAILED", "abc,SENDING"})
    void whoHasTheKeyOfTheMessageTellsItsState(String status, DeliveryState state) {
        Report report = new Report("https://x/", "ref-1", Map.of("MessageStatus", status), reports.key("ref-1"));

        assertThat(reports.read(report)).contains(state);
    }

    @Test
    void theKeyOfAnotherMessageOrAccountIsNone() {
        Map<String, String> failed = Map.of("MessageStatus", "508");
        assertThat(reports.read(new Report("https://x/", "ref-2", failed, reports.key("ref-1"))))
                .isEmpty();
        assertThat(reports.read(new Report("https://x/", "ref-1", failed, null)))
                .isEmpty();
        assertThat(new CdyneReports("other").read(new Report("https://x/", "ref-1", failed, reports.key("ref-1"))))
                .isEmpty();
        assertThat(reports.key("ref-1")).matches("[A-Za-z0-9_-]{43}").doesNotContain("1627aea5");
    }
}
