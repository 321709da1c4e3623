package dev.twofactor.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryStateTest {

    @ParameterizedTest
    @CsvSource({
        "SENDING,SENDING,SENDING", "SENDING,SENT,SENT", "SENDING,DELIVERED,DELIVERED", "SENDING,FAILED,SENDING",
        "SENT,SENDING,SENT", "SENT,SENT,SENT", "SENT,DELIVERED,DELIVERED", "SENT,FAILED,FAILED",
        "FAILED,SENDING,FAILED", "FAILED,SENT,FAILED", "FAILED,DELIVERED,DELIVERED", "FAILED,FAILED,FAILED",
        "DELIVERED,SENDING,DELIVERED", "DELIVERED,SENT,DELIVERED", "DELIVERED,FAILED,DELIVERED"
    })
    void inWhateverOrderReportsComeWhatHasArrivedStaysArrived(
            DeliveryState before, DeliveryState told, DeliveryState after) {
        assertThat(before.reported(told)).isEqualTo(after);
        assertThat(after.reported(told)).isEqualTo(after);
    }
}
