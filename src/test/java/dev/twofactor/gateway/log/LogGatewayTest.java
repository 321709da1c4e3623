package dev.twofactor.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.SmsMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogGatewayTest {

    @Test
    void theTextIsLoggedWithALoudWarningAndWithoutTheNumber() {
        List<String> log = new ArrayList<>();
        assertThat(new LogGateway(log::add)
                        .send(new SmsMessage("+14155550101", "Acme: 123456"))
                        .isAccepted())
                .isTrue();
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith("DEVELOPMENT ONLY")
                .endsWith("\nAcme: 123456");
        assertThat(log.get(0)).contains("ends in 01:").doesNotContain("4155550101");
    }
}
