package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProofsTest {

    private final MemoryCodeStore store = new MemoryCodeStore();
    private final CodeLifeCycle codes = new CodeLifeCycle(
            store,
            new OneKey(),
            CodePolicy.from(new Settings(Map.of())),
            TestLimits.none(),
            new MovableClock(),
            new SecureRandom());
    private final Proofs proofs = new Proofs(store);

    @Test
    void aProofServesOnceAndOnlyWhatItWasMadeFor() {
        Issued.Send send = (Issued.Send) codes.open(binding("shop", Purpose.REGISTER), Set.of(), true);
        String handle = send.status().challengeId();
        assertThat(proofs.take(binding("shop", Purpose.REGISTER), handle)).isFalse();
        codes.verify(
                binding("shop", Purpose.REGISTER),
                Set.of(handle),
                TypedCode.parse(send.code().reveal()).orElseThrow());

        assertThat(proofs.take(binding("other", Purpose.REGISTER), handle)).isFalse();
        assertThat(proofs.take(binding("shop", Purpose.ENROLL), handle)).isFalse();
        assertThat(proofs.take(binding("shop", Purpose.REGISTER), "none")).isFalse();
        assertThat(proofs.take(binding("shop", Purpose.REGISTER), handle)).isTrue();
        assertThat(proofs.take(binding("shop", Purpose.REGISTER), handle)).isFalse();
    }

    private static Binding binding(String client, Purpose purpose) {
        Destination phone = new Destination("+14155550101", "•••01", "US");
        return new Binding("shop", "registration:x", client, purpose, Channel.SMS, phone);
    }
}
