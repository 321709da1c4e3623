package dev.twofactor.domain.delivery;

import static dev.twofactor.domain.delivery.DeliveryState.DELIVERED;
import static dev.twofactor.domain.delivery.DeliveryState.FAILED;
import static dev.twofactor.domain.delivery.DeliveryState.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyReportTest {

    private static DeliveryState after(DeliveryState told, DeliveryState answered, String last) {
        return new EarlyReport("a", told).after(answered, last);
    }

    @Test
    void whatWasToldEarlyIsRightInTheEnd() {
        assertThat(after(FAILED, SENT, "a")).isEqualTo(FAILED);
        assertThat(after(DELIVERED, SENT, "a")).isEqualTo(DELIVERED);
        assertThat(after(SENT, SENT, "a")).isEqualTo(SENT);
        assertThat(after(DELIVERED, FAILED, "a")).isEqualTo(DELIVERED);
        assertThat(after(FAILED, DELIVERED, "a")).isEqualTo(DELIVERED);
        assertThat(after(FAILED, FAILED, "a")).isEqualTo(FAILED);
    }

    @Test
    void thatOneServiceFailedSaysNothingOfTheNext() {
        assertThat(after(FAILED, SENT, "b")).isEqualTo(SENT);
        assertThat(after(FAILED, SENT, null)).isEqualTo(SENT);
        assertThat(after(DELIVERED, SENT, "b")).isEqualTo(DELIVERED);
    }

    @Test
    void severalEarlyReportsCountInWhateverOrderTheyCome() {
        EarlyReport failed = new EarlyReport("a", FAILED);
        EarlyReport sent = new EarlyReport("a", SENT);
        EarlyReport arrived = new EarlyReport("a", DELIVERED);
        assertThat(sent.and(failed).told()).isEqualTo(FAILED);
        assertThat(failed.and(sent).told()).isEqualTo(FAILED);
        assertThat(failed.and(arrived).told()).isEqualTo(DELIVERED);
        assertThat(arrived.and(failed).told()).isEqualTo(DELIVERED);
        assertThat(failed.and(new EarlyReport("b", SENT))).isEqualTo(new EarlyReport("b", SENT));
    }
}
