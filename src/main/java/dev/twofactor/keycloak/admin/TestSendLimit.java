package dev.twofactor.keycloak.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bounds test messages on this server: they cost money and could be aimed at anybody. */
final class TestSendLimit {

    static final int EACH_ADMIN = 5;
    private static final int ALL_ADMINS = 30;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Deque<Sent> sent = new ArrayDeque<>();

    private record Sent(String admin, Instant at) {}

    /** Counts one message; false when this admin or all together sent as many as a minute may have. */
    synchronized boolean allows(String admin, Instant now) {
        sent.removeIf(each -> !each.at().isAfter(now.minus(WINDOW)));
        long own = sent.stream().filter(each -> each.admin().equals(admin)).count();
        if (own >= EACH_ADMIN || sent.size() >= ALL_ADMINS) {
            return false;
        }
        sent.add(new Sent(admin, now));
        return true;
    }
}
