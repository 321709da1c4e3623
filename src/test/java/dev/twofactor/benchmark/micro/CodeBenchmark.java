package dev.twofactor.benchmark.micro;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.MemoryCodeStore;
import dev.twofactor.domain.otp.OneKey;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TestLimits;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.domain.policy.CodePolicy;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A code's life with a store that costs nothing: fingerprints, keys, limits, rules. A thousand users, one code each. */
@State(Scope.Thread)
public class CodeBenchmark {

    static final int CODES = 1000;

    /** No limit is reached: nobody is refused. */
    private static final Map<String, String> POLICY =
            Map.of("unverified-per-address-hour", "100000", "unverified-per-prefix-day", "1000000");

    private final List<Binding> bindings =
            IntStream.range(0, CODES).mapToObj(CodeBenchmark::binding).toList();
    private CodeLifeCycle fresh;
    private CodeLifeCycle issued;
    private List<Issued.Send> sent;

    /** Nobody has a code yet, or everybody has one. */
    @Setup(Level.Invocation)
    public void prepare() {
        fresh = codes();
        issued = codes();
        sent = bindings.stream().map(binding -> send(issued, binding)).toList();
    }

    @Benchmark
    @OperationsPerInvocation(CODES)
    public int issue() {
        int done = 0;
        for (Binding binding : bindings) {
            done += send(fresh, binding).status().challengeId().length();
        }
        return done;
    }

    @Benchmark
    @OperationsPerInvocation(CODES)
    public void verify() {
        for (int i = 0; i < CODES; i++) {
            Issued.Send send = sent.get(i);
            TypedCode typed = TypedCode.parse(send.code().reveal()).orElseThrow();
            Verdict verdict = issued.verify(
                            bindings.get(i), Set.of(send.status().challengeId()), typed)
                    .verdict();
            if (verdict != Verdict.ACCEPTED) {
                throw new IllegalStateException("A right code was " + verdict);
            }
        }
    }

    private static Issued.Send send(CodeLifeCycle codes, Binding binding) {
        return (Issued.Send) codes.open(binding, List.of(), true);
    }

    private static CodeLifeCycle codes() {
        return new CodeLifeCycle(
                new MemoryCodeStore(),
                new OneKey(),
                CodePolicy.DEFAULT,
                TestLimits.of(POLICY, "192.0.2.1", finding -> {}),
                new MovableClock(),
                new SecureRandom());
    }

    private static Binding binding(int number) {
        Destination phone = new Destination("+1415555" + (1000 + number), "+1 •••", "US");
        return new Binding("shop", "user-" + number, "browser-" + number, Purpose.LOGIN, Channel.SMS, phone);
    }
}
