package dev.twofactor.benchmark;

import dev.twofactor.server.KeycloakDistribution;
import dev.twofactor.server.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.keycloak.common.Version;

/**
 * Measures what the JAR makes of a server's start: {@code ./benchmark --start}. A server with it and one without start at the same
 * moment on the same processor, so that whatever else the machine does, and however quick it is just then, meets both alike.
 */
public final class Starts {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");
    private static final double NANOS = 1e9;

    /** A virtual machine that sees one processor would be laid out otherwise than an operator's. */
    private static final String JAVA =
            "-XX:+AlwaysPreTouch -XX:ActiveProcessorCount=2 -XX:-UseDynamicNumberOfCompilerThreads";

    private final boolean quick;
    private final int pairs;
    private final KeycloakDistribution with;
    private final KeycloakDistribution without;

    private Starts(boolean quick, Path jar) {
        this.quick = quick;
        pairs = quick ? 2 : 13;
        with = KeycloakDistribution.prepare(Version.VERSION, List.of(jar), KeycloakDistribution.H2);
        without = KeycloakDistribution.prepare(Version.VERSION, List.of(), KeycloakDistribution.H2);
    }

    /** @param args the provider's JAR, and perhaps {@code --quick} */
    public static void main(String[] args) {
        Measurement.main(args, "./benchmark --start", (jar, quick) -> new Starts(quick, jar).run());
    }

    // The first start of each makes the tables, and does not count.
    private void run() {
        if (!Files.isDirectory(PROCESSES)) {
            throw new IllegalStateException("--start needs Linux: it tells what each thread used");
        }
        StartReport report = new StartReport();
        try (KeycloakServer one = server(with, "start-with");
                KeycloakServer other = server(without, "start-without")) {
            for (int i = 0; i <= pairs; i++) {
                System.out.println("Starting, " + i + " of " + pairs + " ...");
                CompletableFuture<Start> withJar = CompletableFuture.supplyAsync(() -> start(one));
                CompletableFuture<Start> alone = CompletableFuture.supplyAsync(() -> start(other));
                CompletableFuture.allOf(withJar, alone).join();
                if (i > 0) {
                    report.add(withJar.join(), alone.join());
                }
                one.stop();
                other.stop();
            }
        }
        report.write(quick);
    }

    private KeycloakServer server(KeycloakDistribution distribution, String name) {
        return KeycloakServer.of(distribution)
                .folder(Path.of("target", "keycloak", name))
                .javaOptions(JAVA)
                .heap("-Xms512m -Xmx512m")
                .onProcessor(0)
                .build();
    }

    private static Start start(KeycloakServer server) {
        server.start();
        double all = server.cpuTime().toNanos() / NANOS;
        double compiling = new WorkingThreads(PROCESSES, server.pid()).compiling() / NANOS;
        return new Start(seconds(server.logFile()), all - compiling, all);
    }

    private static double seconds(Path log) {
        try {
            return STARTED.matcher(Files.readString(log))
                    .results()
                    .map(match -> Double.parseDouble(match.group(1)))
                    .reduce((first, second) -> second)
                    .orElseThrow(() -> new IllegalStateException("The server does not say how long its start took"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
