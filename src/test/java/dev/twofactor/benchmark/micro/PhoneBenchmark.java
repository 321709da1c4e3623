package dev.twofactor.benchmark.micro;

import dev.twofactor.keycloak.sms.PhoneNumbers;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Reading stored numbers, as each login does with its own; what is known of their countries has been loaded. More of them than are
 * kept: each is read as if nobody had asked for it before.
 */
@State(Scope.Thread)
public class PhoneBenchmark {

    static final int NUMBERS = 2_000;

    private final List<String> numbers = IntStream.range(0, NUMBERS / 4)
            .mapToObj(i -> String.format("%04d", i))
            .flatMap(end -> Stream.of("+1415555" + end, "+491511234" + end, "+44740012" + end, "+91987654" + end))
            .toList();

    @Benchmark
    @OperationsPerInvocation(NUMBERS)
    public int parse() {
        int letters = 0;
        for (String number : numbers) {
            letters += PhoneNumbers.destination(number).orElseThrow().masked().length();
        }
        return letters;
    }
}
