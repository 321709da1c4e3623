package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.spend.Tallies;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Where challenges, counts and deliveries are kept. */
public interface CodeStore {

    /**
     * Runs the work in a transaction of its own, one at a time for each user over all threads and nodes; what it wrote is
     * durable when this returns, whatever becomes of the surrounding request.
     *
     * @throws RuntimeException when storage fails or is too busy: nothing then was written, and nothing may be concluded
     */
    <T> T exclusively(String realmId, String userId, Function<UserRecords, T> work);

    /**
     * One user's records while nobody else can change them. What is read shows what was saved before; all of it becomes
     * durable together when the work ends.
     */
    interface UserRecords {

        /** What is counted over all users of the realm, in the same transaction. */
        Tallies tallies();

        Counts counts();

        void save(Counts counts);

        Optional<Challenge> challenge(String id);

        /** The newest unused challenge with this fingerprint that has not expired. */
        Optional<Challenge> newestOpen(String fingerprint, Instant now);

        /** Messages of all unused challenges with this fingerprint that have not expired: restarts of one browser included. */
        int openSends(String fingerprint, Instant now);

        /** Keeps a challenge that is new. */
        void add(Challenge challenge);

        /** Keeps what became of one that was added before. */
        void save(Challenge challenge);

        /** Takes a challenge away. */
        void remove(Challenge challenge);

        /** The last message of a challenge. */
        Optional<Delivery> lastDelivery(String challengeId);

        /** When this user was asked to set up a second factor. */
        Asked asked();

        void save(Asked asked);

        /** Notes that a message is about to be handed over. */
        void handOver(Binding binding, Challenge challenge, Delivery delivery);
    }
}
