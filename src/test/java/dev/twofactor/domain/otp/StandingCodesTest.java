package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.CodePolicy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Callers that keep nothing between two requests, as the token endpoint, find their codes again by the binding. */
class StandingCodesTest {

    private static final CodeKey KEY = CodeKey.derive("key", "a secret of the realm".getBytes(StandardCharsets.UTF_8));
    private static final Binding PHONE = binding("client", Channel.SMS, "+14155550101");
    private static final Binding MAIL = binding("client", Channel.EMAIL, "anna@shop.example");
    private static final Binding OTHER_CLIENT = binding("other", Channel.SMS, "+14155550101");
    private static final List<Binding> ALL = List.of(PHONE, MAIL);

    private final MovableClock clock = new MovableClock();
    private final CodeLifeCycle codes = new CodeLifeCycle(
            new MemoryCodeStore(),
            new CodeKeys() {
                @Override
                public CodeKey active() {
                    return KEY;
                }

                @Override
                public Optional<CodeKey> byId(String id) {
                    return Optional.of(KEY);
                }
            },
            CodePolicy.DEFAULT,
            TestLimits.none(),
            clock,
            new SecureRandom());

    @Test
    void whatWasSentIsFoundForItsOwnClientAndDestinationOnly() {
        Issued.Send sent = open(PHONE);

        assertThat(codes.standing(ALL)).isEqualTo(Map.of(PHONE, sent.status().challengeId()));
        assertThat(codes.standing(List.of(OTHER_CLIENT))).isEmpty();
        assertThat(codes.standing(List.of())).isEmpty();
    }

    @Test
    void usedAndExpiredCodesStandNoMore() {
        Issued.Send sent = open(PHONE);
        open(MAIL);
        TypedCode right = TypedCode.parse(sent.code().reveal()).orElseThrow();
        codes.verify(PHONE, Set.of(sent.status().challengeId()), right);
        assertThat(codes.standing(ALL)).containsOnlyKeys(MAIL);

        clock.move(Duration.ofMinutes(5));

        assertThat(codes.standing(ALL)).isEmpty();
    }

    @Test
    void aCodeThatWasTriedTooOftenStillStandsSoThatItsTriesCount() {
        Issued.Send sent = open(PHONE);
        int right = Integer.parseInt(sent.code().reveal());
        for (int i = 1; i <= 5; i++) {
            TypedCode wrong = TypedCode.parse(String.format("%06d", (right + i) % 1_000_000))
                    .orElseThrow();
            codes.verify(PHONE, codes.standing(ALL).values(), wrong);
        }

        TypedCode code = TypedCode.parse(sent.code().reveal()).orElseThrow();
        assertThat(codes.verify(PHONE, codes.standing(ALL).values(), code).verdict())
                .isEqualTo(Verdict.DEAD);
    }

    private Issued.Send open(Binding binding) {
        return (Issued.Send) codes.open(binding, codes.standing(ALL).values(), true);
    }

    private static Binding binding(String client, Channel channel, String address) {
        return new Binding(
                "shop", "anna", client, Purpose.DIRECT_GRANT, channel, new Destination(address, "•••", "US"));
    }
}
