package dev.twofactor.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A child process with everything it started, which ends no later than this virtual machine. */
public final class ProcessTree implements AutoCloseable {

    private static final long GRACE_SECONDS = 20;

    private final Process process;
    private final Thread hook;

    /** Takes over a process that has just been started. */
    public ProcessTree(Process process) {
        this.process = process;
        this.hook = new Thread(this::end, "end of process " + process.pid());
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Process process() {
        return process;
    }

    /** Whether the process ended by itself within the time. */
    public boolean awaitExit(long time, TimeUnit unit) {
        try {
            return process.waitFor(time, unit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Asks every process of the tree to end, waits up to 20 s, then ends what is left by force. */
    public void end() {
        List<ProcessHandle> all = members();
        // The innermost first: kc.sh passes the signal on, but asked last it cannot leave its Java process behind.
        all.forEach(ProcessHandle::destroy);
        awaitAll(all);
        List<ProcessHandle> late = new ArrayList<>(all);
        late.addAll(members());
        endByForce(late);
    }

    /** Ends every process of the tree at once, as a crash would. */
    public void kill() {
        endByForce(members());
    }

    /** Ends the tree and forgets it. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The virtual machine is going down: the hook does the same once more, on processes that are gone.
            return;
        }
    }

    /**
     * Processor time of every process of the tree that is alive.
     *
     * @throws IllegalStateException where the operating system does not tell it
     */
    Duration cpuTime() {
        return members().stream()
                .map(member -> member.info()
                        .totalCpuDuration()
                        .orElseThrow(() -> new IllegalStateException("a process has no processor time to show")))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** The process that no other one of the tree has started since. */
    ProcessHandle innermost() {
        return members().get(0);
    }

    private List<ProcessHandle> members() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        Collections.reverse(all);
        all.add(process.toHandle());
        return all;
    }

    private static void endByForce(List<ProcessHandle> all) {
        all.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        awaitAll(all);
    }

    private static void awaitAll(List<ProcessHandle> all) {
        CompletableFuture<?>[] ends = all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // The caller ends by force what is left.
            return;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("cannot watch a process", e);
        }
    }
}
