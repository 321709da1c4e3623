package dev.twofactor.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.gateway.FaultServer;
import dev.twofactor.gateway.FaultServer.Behaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Vendors that misbehave leave no thread and no connection behind. */
class ThreadsTest {

    private static final HttpLimits SHORT = new HttpLimits(Duration.ofMillis(200), Duration.ofMillis(300), 1000);
    private static final List<Behaviour> FAULTS = List.of(
            FaultServer.hang(),
            FaultServer.hangInBody(),
            FaultServer.trickle(),
            FaultServer.garbage(),
            FaultServer.reset(),
            FaultServer.resetInBody(),
            FaultServer.endless(),
            FaultServer.tenGigabytes());
    private static final int AT_MOST = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long servers = alive("fault-server");

    @Test
    void faultsLeaveNoThreadBehind() throws IOException {
        try (FaultServer vendor = new FaultServer(FaultServer.hang())) {
            sendIntoEveryFault(vendor);
            // One is left that listens: every other connection has been hung up on.
            until(() -> alive("fault-server") == servers + 1);
        }
        until(() -> alive("two-factor-") == 0);
    }

    private void sendIntoEveryFault(FaultServer vendor) {
        try (VendorHttpClient client = new VendorHttpClient(SHORT, new AddressRule(true))) {
            for (int round = 0; round < 3; round++) {
                for (Behaviour fault : FAULTS) {
                    vendor.behave(fault);
                    assertThat(client.send(new VendorRequest(vendor.address(), Map.of(), "b0dy")))
                            .isInstanceOf(VendorReply.NoAnswer.class);
                }
            }
            assertThat(vendor.requests()).hasSize(3 * FAULTS.size());
            assertThat(alive("two-factor-")).isLessThanOrEqualTo(AT_MOST);
            until(() -> working("two-factor-") == 0);
        }
    }

    private static long alive(String name) {
        return stacks(name).count();
    }

    /** Those that are about something, rather than waiting in their pool for work. */
    private static long working(String name) {
        return stacks(name).filter(stack -> !stack.contains("getTask")).count();
    }

    private static Stream<String> stacks(String name) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith(name))
                .filter(thread -> thread.getKey().isAlive())
                .map(thread -> thread.getKey() + " " + thread.getKey().getState() + "\n  "
                        + Stream.of(thread.getValue()).map(String::valueOf).collect(Collectors.joining("\n  ")));
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> Stream.of("two-factor-", "fault-server")
                            .flatMap(ThreadsTest::stacks)
                            .collect(Collectors.joining("\n")))
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
