package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.spend.MemoryTallies;
import dev.twofactor.domain.spend.Tallies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Keeps records in memory and writes down the order of what happened. */
public final class MemoryCodeStore implements CodeStore {

    final Map<String, Counts> counts = new HashMap<>();
    final Map<String, Challenge> challenges = new HashMap<>();
    final Map<String, List<Delivery>> deliveries = new HashMap<>();
    final Map<String, Asked> asked = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();
    final List<String> writes = new ArrayList<>();
    private final Map<String, Set<String>> ids = new HashMap<>();
    private final MemoryTallies tallies = new MemoryTallies();

    void settleLast(String challengeId, DeliveryState state) {
        settleLast(challengeId, state, null);
    }

    void settleLast(String challengeId, DeliveryState state, SendResult.Outcome outcome) {
        List<Delivery> sent = deliveries.get(challengeId);
        Delivery last = sent.remove(sent.size() - 1);
        sent.add(new Delivery(last.id(), state, last.handedOverAt(), outcome));
    }

    @Override
    public synchronized <T> T exclusively(String realmId, String userId, Function<UserRecords, T> work) {
        return work.apply(new Records(realmId + "/" + userId));
    }

    /** As {@link CodeReports.Links#find}. */
    synchronized Optional<ReportedCode> reportable(String keyHash, Instant sentSince) {
        return challenges.values().stream()
                .filter(each -> each.report() != null && each.report().keyHash().equals(keyHash))
                .filter(each -> each.lastSentAt().isAfter(sentSince))
                .findFirst()
                .map(each -> new ReportedCode(
                        owners.get(each.id()), each.id(), each.report().sessionId()));
    }

    // The order of writes is of interest to small tests only.
    private void note(String write) {
        if (writes.size() < 1000) {
            writes.add(write);
        }
    }

    /** What is counted over all users. */
    public MemoryTallies tallies() {
        return tallies;
    }

    private final class Records implements UserRecords {

        private final String user;

        Records(String user) {
            this.user = user;
        }

        @Override
        public Tallies tallies() {
            return tallies;
        }

        @Override
        public Counts counts() {
            return counts.getOrDefault(user, Counts.NONE);
        }

        @Override
        public void save(Counts saved) {
            note("counts");
            counts.put(user, saved);
        }

        @Override
        public Asked asked() {
            return asked.getOrDefault(user, Asked.NEVER);
        }

        @Override
        public void save(Asked saved) {
            asked.put(user, saved);
        }

        @Override
        public Optional<Challenge> challenge(String id) {
            return Optional.ofNullable(challenges.get(id));
        }

        private Stream<Challenge> with(String fingerprint) {
            return ids.getOrDefault(fingerprint, Set.of()).stream()
                    .map(challenges::get)
                    .filter(challenge -> challenge.fingerprint().equals(fingerprint));
        }

        @Override
        public Optional<Challenge> newestOpen(String fingerprint, Instant now) {
            return with(fingerprint)
                    .filter(challenge ->
                            !challenge.used() && challenge.expiresAt().isAfter(now))
                    .max(Comparator.comparing(Challenge::lastSentAt));
        }

        @Override
        public int openSends(String fingerprint, Instant now) {
            return with(fingerprint)
                    .filter(challenge ->
                            !challenge.used() && challenge.expiresAt().isAfter(now))
                    .mapToInt(Challenge::sends)
                    .sum();
        }

        @Override
        public void add(Challenge challenge) {
            if (challenges.containsKey(challenge.id())) {
                throw new IllegalStateException("added twice");
            }
            put(challenge);
        }

        @Override
        public void save(Challenge challenge) {
            if (!challenges.containsKey(challenge.id())) {
                throw new IllegalStateException("never added");
            }
            put(challenge);
        }

        private void put(Challenge challenge) {
            note("challenge");
            challenges.put(challenge.id(), challenge);
            owners.put(challenge.id(), user.substring(user.indexOf('/') + 1));
            ids.computeIfAbsent(challenge.fingerprint(), fingerprint -> new LinkedHashSet<>())
                    .add(challenge.id());
        }

        @Override
        public void remove(Challenge challenge) {
            challenges.remove(challenge.id());
        }

        @Override
        public Optional<Delivery> lastDelivery(String challengeId) {
            List<Delivery> sent = deliveries.getOrDefault(challengeId, List.of());
            return sent.isEmpty() ? Optional.empty() : Optional.of(sent.get(sent.size() - 1));
        }

        @Override
        public void handOver(Binding binding, Challenge challenge, Delivery delivery) {
            deliveries.computeIfAbsent(challenge.id(), id -> new ArrayList<>()).add(delivery);
        }
    }
}
