package dev.twofactor.benchmark.micro;

import dev.twofactor.keycloak.sms.PhoneNumbers;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading stored numbers, as each login does with its own; what is known of their countries has been loaded. */
@State(Scope.Thread)
public class PhoneBenchmark {

    static final int NUMBERS = 4;

    private final List<String> numbers = List.of("+14155550101", "+4915112345678", "+447400123456", "+919876543210");

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
