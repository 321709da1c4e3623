package dev.twofactor.benchmark;

import dev.twofactor.inbox.Faults;
import dev.twofactor.inbox.Inbox;
import dev.twofactor.server.KeycloakServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;

/** Two hundred people and a vendor that is quick or slow. */
final class Crowd implements AutoCloseable {

    private static final int OTHERS = 40;
    private static final int OPENERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Our client gives a vendor 5 s, the breaker leaves one that failed alone for 10. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final KeycloakServer server;
    private final Inbox inbox;
    private final List<Person> people;
    private final List<Person> scouts;
    private final Person other;
    private final ServerInside inside;
    private final ExecutorService threads;

    /**
     * @param scouts none of the people: they find out whether messages reach the vendor again
     * @param other signs in with the password alone
     */
    Crowd(KeycloakServer server, Inbox inbox, List<Person> people, List<Person> scouts, Person other) {
        this.server = server;
        this.inbox = inbox;
        this.people = people;
        this.scouts = scouts;
        this.other = other;
        this.inside = new ServerInside(server.pid());
        this.threads = Executors.newFixedThreadPool(people.size());
    }

    /** Everybody once, some at a time, so that the first wave meets no server that has done nothing yet. */
    void warmUp() throws InterruptedException {
        ExecutorService some = Executors.newFixedThreadPool(OPENERS);
        try {
            all(
                    some,
                    people.stream()
                            .<Callable<Answer>>map(person -> () -> password(person, loginPage(person)))
                            .toList());
        } finally {
            some.shutdownNow();
        }
    }

    /** One wave; afterwards the vendor is quick, and everything about this wave is over. */
    Wave wave(Duration vendorTakes) throws InterruptedException {
        inbox.clear();
        inbox.faults(new Faults(Math.toIntExact(vendorTakes.toMillis()), 0, 0, Faults.Mode.OK));
        List<Answer> pages = loginPages();
        List<Double> millis = passwords(pages);
        if (vendorTakes.isZero()) {
            awaitAllMessages();
        }
        Wave wave = new Wave(millis, others(), inside.senders(), inside.heapMegabytes());
        inbox.faults(Faults.NONE);
        awaitVendor();
        return wave;
    }

    private List<Answer> loginPages() throws InterruptedException {
        ExecutorService openers = Executors.newFixedThreadPool(OPENERS);
        try {
            return all(
                    openers,
                    people.stream()
                            .<Callable<Answer>>map(person -> () -> loginPage(person))
                            .toList());
        } finally {
            openers.shutdownNow();
        }
    }

    private Answer loginPage(Person person) {
        person.browser().forgetSession();
        return person.browser()
                .get(BenchmarkRealm.loginAddress(server.url(), person.kind().client()));
    }

    private List<Double> passwords(List<Answer> pages) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Double>> tasks = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            Person person = people.get(i);
            Answer page = pages.get(i);
            tasks.add(() -> {
                start.await();
                Answer code = password(person, page);
                if (code.arrived() || !code.body().contains("name=\"code\"")) {
                    throw new IllegalStateException("no code page, but "
                            + Jsoup.parse(code.body())
                                    .select("#kc-error-message, [class*=alert], #kc-page-title")
                                    .text());
                }
                return code.nanos() / 1e6;
            });
        }
        List<Future<Double>> running = tasks.stream().map(threads::submit).toList();
        start.countDown();
        return results(running);
    }

    private static Answer password(Person person, Answer page) {
        return person.browser().submit(page, Map.of("username", person.name(), "password", Person.PASSWORD));
    }

    private List<Double> others() {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            Answer page = loginPage(other);
            Answer end = password(other, page);
            if (!end.arrived()) {
                throw new IllegalStateException("A login with the password ended at the page: " + end.title());
            }
            millis.add((page.nanos() + end.nanos()) / 1e6);
        }
        return millis;
    }

    private void awaitAllMessages() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (inbox.messages().size() < people.size()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Only " + inbox.messages().size() + " messages came");
            }
            // A measurement, no test: asking without a pause would take the processor from the server.
            Thread.sleep(50);
        }
    }

    // A breaker that is open would make the next wave's messages cheaper than they are. A message that our client gave
    // up
    // may still reach the inbox, so nobody of the wave can tell.
    private void awaitVendor() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        // Another person each time: one has only so many messages.
        for (int i = 0; System.nanoTime() < end; i++) {
            Person next = scouts.get(i);
            inbox.clear();
            password(next, loginPage(next));
            // A person who tries again waits as well; without it the tries themselves would be the load.
            Thread.sleep(BETWEEN_TRIES.toMillis());
            if (!inbox.messages(next.phone()).isEmpty()) {
                return;
            }
        }
        throw new IllegalStateException("The vendor is quick again, and no message reaches it");
    }

    private static <T> List<T> all(ExecutorService pool, List<Callable<T>> tasks) throws InterruptedException {
        return results(pool.invokeAll(tasks));
    }

    private static <T> List<T> results(List<Future<T>> running) throws InterruptedException {
        List<T> results = new ArrayList<>();
        for (Future<T> one : running) {
            try {
                results.add(one.get());
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
