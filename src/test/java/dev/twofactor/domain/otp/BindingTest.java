package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BindingTest {

    @Test
    void everyPartChangesTheFingerprint() {
        List<String> prints = Stream.of(
                        of("r", "u", "s", Channel.SMS, "d"),
                        of("x", "u", "s", Channel.SMS, "d"),
                        of("r", "x", "s", Channel.SMS, "d"),
                        of("r", "u", "x", Channel.SMS, "d"),
                        of("r", "u", "s", Channel.EMAIL, "d"),
                        of("r", "u", "s", Channel.SMS, "x"),
                        of("ru", "", "s", Channel.SMS, "d"),
                        of("r", "us", "", Channel.SMS, "d"))
                .map(Binding::fingerprint)
                .toList();

        assertThat(prints).doesNotHaveDuplicates().allMatch(print -> print.matches("[0-9a-f]{64}"));
    }

    @Test
    void aCodeForOnePurposeServesNoOther() {
        Binding login = of("r", "u", "s", Channel.SMS, "d");
        List<String> prints = Stream.of(Purpose.values())
                .map(purpose -> new Binding(
                                login.realmId(),
                                login.userId(),
                                login.sessionId(),
                                purpose,
                                login.channel(),
                                login.destination())
                        .fingerprint())
                .toList();

        assertThat(prints).hasSize(Purpose.values().length).doesNotHaveDuplicates();
    }

    @Test
    void theSamePartsGiveTheSameFingerprint() {
        assertThat(of("r", "u", "s", Channel.SMS, "d").fingerprint())
                .isEqualTo(of("r", "u", "s", Channel.SMS, "d").fingerprint());
    }

    @Test
    void nothingPersonalIsPrinted() {
        assertThat(of("r", "anna", "s", Channel.SMS, "+14155550101")).hasToString("Binding[LOGIN, SMS]");
    }

    private static Binding of(String realm, String user, String session, Channel channel, String address) {
        return new Binding(realm, user, session, Purpose.LOGIN, channel, new Destination(address, "masked", null));
    }
}
