package dev.twofactor.keycloak.store;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.otp.Asked;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.Challenge;
import dev.twofactor.domain.otp.CodeStore;
import dev.twofactor.domain.otp.Counts;
import dev.twofactor.domain.spend.Tallies;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The records of one user whose row this transaction holds. */
final class JpaUserRecords implements CodeStore.UserRecords {

    private final EntityManager em;
    private final UserEntity user;
    private final JpaTallies tallies;
    private final Map<String, List<ChallengeEntity>> open = new HashMap<>();

    JpaUserRecords(EntityManager em, UserEntity user, Contention contention) {
        this.tallies = new JpaTallies(em, user.realmId, contention);
        this.em = em;
        this.user = user;
    }

    @Override
    public Tallies tallies() {
        return tallies;
    }

    /** Writes all that was saved. */
    void write() {
        tallies.write();
        em.flush();
    }

    @Override
    public Counts counts() {
        return user.counts();
    }

    @Override
    public void save(Counts counts) {
        user.take(counts);
    }

    @Override
    public Optional<Challenge> challenge(String id) {
        return Optional.ofNullable(em.find(ChallengeEntity.class, id))
                .filter(row -> row.realmId.equals(user.realmId) && row.userId.equals(user.userId))
                .map(ChallengeEntity::challenge);
    }

    @Override
    public Optional<Challenge> newestOpen(String fingerprint, Instant now) {
        return open(fingerprint, now)
                .max(Comparator.comparingLong(row -> row.lastSentAt))
                .map(ChallengeEntity::challenge);
    }

    @Override
    public int openSends(String fingerprint, Instant now) {
        return open(fingerprint, now).mapToInt(row -> row.sends).sum();
    }

    // Read once: both questions about them come up before a first message. The limits on messages keep them few.
    private Stream<ChallengeEntity> open(String fingerprint, Instant now) {
        return open.computeIfAbsent(fingerprint, key -> readOpen(key, now)).stream();
    }

    private List<ChallengeEntity> readOpen(String fingerprint, Instant now) {
        return em.createQuery(
                        "select c from TwoFactorChallenge c where c.fingerprint = :fingerprint and c.used = false"
                                + " and c.expiresAt > :now",
                        ChallengeEntity.class)
                .setParameter("fingerprint", fingerprint)
                .setParameter("now", now.toEpochMilli())
                .getResultList();
    }

    @Override
    public void add(Challenge challenge) {
        ChallengeEntity row = new ChallengeEntity(challenge.id(), user.realmId, user.userId);
        row.take(challenge);
        em.persist(row);
        open.remove(challenge.fingerprint());
    }

    @Override
    public void save(Challenge challenge) {
        em.find(ChallengeEntity.class, challenge.id()).take(challenge);
        open.remove(challenge.fingerprint());
    }

    @Override
    public void remove(Challenge challenge) {
        em.createQuery("delete from TwoFactorChallenge c where c.id = :id")
                .setParameter("id", challenge.id())
                .executeUpdate();
    }

    @Override
    public Optional<Delivery> lastDelivery(String challengeId) {
        return em.createQuery(
                        "select l from TwoFactorLedger l where l.challengeId = :challenge order by l.createdAt desc",
                        LedgerEntity.class)
                .setParameter("challenge", challengeId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(LedgerEntity::delivery);
    }

    @Override
    public Asked asked() {
        return user.asked();
    }

    @Override
    public void save(Asked asked) {
        user.take(asked);
    }

    @Override
    public void handOver(Binding binding, Challenge challenge, Delivery delivery) {
        em.persist(new LedgerEntity(binding, challenge.id(), delivery));
    }
}
