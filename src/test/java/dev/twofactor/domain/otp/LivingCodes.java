package dev.twofactor.domain.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the tests of the life of a code begin with: one user, a clock and keys that can be moved. */
abstract class LivingCodes {

    static final Destination PHONE = new Destination("+14155550101", "+1 ••• ••• ••01", "US");
    static final Binding ANNA = binding("anna", "browser-1", PHONE);

    static final Set<String> NONE = Set.of();

    final MovableClock clock = new MovableClock();
    final MemoryCodeStore store = new MemoryCodeStore();
    final Keys keys = new Keys();
    final SecureRandom random = new SecureRandom();
    CodeLifeCycle codes = lifeCycle(Map.of());

    Issued.Send open(Binding binding) {
        return (Issued.Send) codes.open(binding, NONE, true);
    }

    Issued resend(Issued.Send sent) {
        return codes.resend(ANNA, handles(sent));
    }

    void wrong(Issued.Send sent, int times) {
        wrong(sent, "1", times);
    }

    void wrong(Issued.Send sent, Object browser, int times) {
        Binding binding = binding("anna", "browser-" + browser, PHONE);
        for (int i = 0; i < times; i++) {
            String digits = different(sent.code(), sent.code());
            assertThat(codes.verify(binding, handles(sent), typed(digits)).verdict())
                    .isEqualTo(Verdict.WRONG);
        }
    }

    Verdict verify(Issued.Send sent, String digits) {
        return codes.verify(ANNA, handles(sent), typed(digits)).verdict();
    }

    static String different(Code right, Code other) {
        char last = other.reveal().charAt(5);
        String changed = other.reveal().equals(right.reveal())
                ? other.reveal().substring(0, 5) + (char) ('0' + (last - '0' + 1) % 10)
                : other.reveal();
        assertThat(changed).isNotEqualTo(right.reveal());
        return changed;
    }

    int messages(Issued.Send sent) {
        return store.deliveries.get(handle(sent)).size();
    }

    Challenge challenge(Issued.Send sent) {
        return store.challenges.get(handle(sent));
    }

    Counts counts() {
        return store.counts.getOrDefault("shop/anna", Counts.NONE);
    }

    static Issued.Refusal refusal(Issued issued) {
        return ((Issued.Stands) issued).refusal();
    }

    static String handle(Issued.Send sent) {
        return sent.status().challengeId();
    }

    static Set<String> handles(Issued.Send sent) {
        return Set.of(handle(sent));
    }

    static TypedCode typed(String digits) {
        return TypedCode.parse(digits).orElseThrow();
    }

    static Binding binding(String user, String browser, Destination destination) {
        return new Binding("shop", user, browser, Purpose.LOGIN, Channel.SMS, destination);
    }

    CodeLifeCycle lifeCycle(Map<String, String> policy) {
        return new CodeLifeCycle(store, keys, CodePolicy.from(new Settings(policy)), TestLimits.none(), clock, random);
    }

    static final class Keys implements CodeKeys {

        private final Map<String, CodeKey> known = new HashMap<>();
        String active = "key-1";
        Runnable onDerive = () -> {};

        Keys() {
            rotate("key-1");
        }

        void rotate(String id) {
            known.clear();
            known.put(id, CodeKey.derive(id, ("a secret of the realm " + id).getBytes(StandardCharsets.UTF_8)));
            active = id;
        }

        @Override
        public CodeKey active() {
            return known.get(active);
        }

        @Override
        public Optional<CodeKey> byId(String id) {
            onDerive.run();
            return Optional.ofNullable(known.get(id));
        }
    }
}
