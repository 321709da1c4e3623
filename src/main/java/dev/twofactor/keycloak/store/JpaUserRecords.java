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
import java.util.Optional;

/** The records of one user whose row this transaction holds. */
final class JpaUserRecords implements CodeStore.UserRecords {

    private final EntityManager em;
    private final String realmId;
    private final String userId;
    private final Tallies tallies;

    JpaUserRecords(EntityManager em, String realmId, String userId, Contention contention) {
        this.tallies = new JpaTallies(em, realmId, contention);
        this.em = em;
        this.realmId = realmId;
        this.userId = userId;
    }

    @Override
    public Tallies tallies() {
        return tallies;
    }

    @Override
    public Counts counts() {
        return user().counts();
    }

    @Override
    public void save(Counts counts) {
        user().take(counts);
        em.flush();
    }

    @Override
    public Optional<Challenge> challenge(String id) {
        return Optional.ofNullable(em.find(ChallengeEntity.class, id))
                .filter(row -> row.realmId.equals(realmId) && row.userId.equals(userId))
                .map(ChallengeEntity::challenge);
    }

    @Override
    public Optional<Challenge> newestOpen(String fingerprint, Instant now) {
        return em.createQuery(
                        "select c from TwoFactorChallenge c where c.fingerprint = :fingerprint and c.used = false"
                                + " and c.expiresAt > :now order by c.lastSentAt desc",
                        ChallengeEntity.class)
                .setParameter("fingerprint", fingerprint)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(ChallengeEntity::challenge);
    }

    @Override
    public int openSends(String fingerprint, Instant now) {
        return em.createQuery(
                        "select coalesce(sum(c.sends), 0) from TwoFactorChallenge c"
                                + " where c.fingerprint = :fingerprint and c.used = false and c.expiresAt > :now",
                        Long.class)
                .setParameter("fingerprint", fingerprint)
                .setParameter("now", now.toEpochMilli())
                .getSingleResult()
                .intValue();
    }

    @Override
    public void save(Challenge challenge) {
        ChallengeEntity row = em.find(ChallengeEntity.class, challenge.id());
        if (row == null) {
            row = new ChallengeEntity(challenge.id(), realmId, userId);
            row.take(challenge);
            em.persist(row);
        } else {
            row.take(challenge);
        }
        em.flush();
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
        return user().asked();
    }

    @Override
    public void save(Asked asked) {
        user().take(asked);
        em.flush();
    }

    @Override
    public void handOver(Binding binding, Challenge challenge, Delivery delivery) {
        em.persist(new LedgerEntity(binding, challenge.id(), delivery));
        em.flush();
    }

    private UserEntity user() {
        return em.find(UserEntity.class, new UserEntity.Key(realmId, userId));
    }
}
