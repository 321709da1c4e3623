package dev.twofactor.benchmark;

import java.nio.file.Path;
import java.util.List;

/** What stands behind a kind of {@code ./benchmark}, from its arguments to the status it ends with. */
@FunctionalInterface
interface Measurement {

    /** Of quick runs that tell no times of what is compiled: the better compiler would take a third of their processor time. */
    String ONE_COMPILER = "-XX:TieredStopAtLevel=1";

    /** @param quick whether it shall only show that it works; docs/performance.md then stays as it is */
    void run(Path providerJar, boolean quick) throws InterruptedException;

    /**
     * Runs it and ends the virtual machine.
     *
     * @param args the provider's JAR, and perhaps {@code --quick}
     * @param command for who typed something else
     */
    static void main(String[] args, String command, Measurement measurement) {
        int status = 1;
        try {
            List<String> further = List.of(args).subList(1, args.length);
            if (!further.isEmpty() && !further.equals(List.of("--quick"))) {
                throw new IllegalArgumentException("Usage: " + command + " [--quick]");
            }
            measurement.run(Path.of(args[0]), !further.isEmpty());
            status = 0;
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(status);
    }
}
