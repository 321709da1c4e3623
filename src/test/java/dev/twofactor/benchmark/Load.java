package dev.twofactor.benchmark;

import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Lets people sign in, some at a time, and asks the operating system what that cost the server. */
final class Load implements AutoCloseable {

    // What a login leaves to threads of the server, such as the vendor's answer, belongs to the round that caused it.
    private static final Duration AFTERMATH = Duration.ofMillis(250);

    private final KeycloakServer server;
    private final Inbox inbox;
    private final Login login;
    private final Applications applications;
    private final ExecutorService threads;

    Load(KeycloakServer server, Inbox inbox, int parallel) {
        this.server = server;
        this.inbox = inbox;
        this.applications = new Applications(server.url());
        this.login = new Login(server.url(), inbox, applications);
        this.threads = Executors.newFixedThreadPool(parallel);
    }

    /** One login of each of these people, who are of one kind. */
    Round round(List<Person> people) throws InterruptedException {
        forgetRounds();
        Duration before = server.cpuTime();
        long start = System.nanoTime();
        var times = inParallel(people, login::run);
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        // As long as the server's own threads may still work for these logins; see AFTERMATH.
        Thread.sleep(AFTERMATH.toMillis());
        return new Round(people.get(0).kind(), times, server.cpuTime().minus(before), wall);
    }

    /**
     * One login of this person alone.
     *
     * @return nanoseconds of its steps
     */
    Map<Step, Long> login(Person person) {
        return login.run(person);
    }

    /** Signs out everybody of the rounds so far, and throws their messages away. */
    void forgetRounds() {
        inbox.clear();
        applications.endSessions();
    }

    /** What one login of these people adds to a count of the server's, on average. */
    double perLogin(List<Person> people, LongSupplier count) throws InterruptedException {
        forgetRounds();
        long before = count.getAsLong();
        inParallel(people, login::run);
        // Nothing tells when the server's own threads are done with what the logins left them; see AFTERMATH.
        Thread.sleep(AFTERMATH.toMillis());
        return (count.getAsLong() - before) / (double) people.size();
    }

    /** Lets all these people make their browsers trusted. */
    void trust(List<Person> people) throws InterruptedException {
        inbox.clear();
        inParallel(people, person -> {
            login.trust(person);
            return person;
        });
    }

    private <T> List<T> inParallel(List<Person> people, Function<Person, T> work) throws InterruptedException {
        List<Callable<T>> tasks = new ArrayList<>();
        people.forEach(person -> tasks.add(() -> work.apply(person)));
        List<T> results = new ArrayList<>();
        for (Future<T> future : threads.invokeAll(tasks)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "A login failed: " + e.getCause().getMessage(), e);
            }
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
