package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.otp.CodeStore.UserRecords;
import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.otp.Issued.Refusal;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.ResendMode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The life of a code from its first message to its end: the same for every channel and entry point. */
public final class CodeLifeCycle {

    private final CodeStore store;
    private final CodeKeys keys;
    private final CodePolicy policy;
    private final Clock clock;
    private final SecureRandom random;

    public CodeLifeCycle(CodeStore store, CodeKeys keys, CodePolicy policy, Clock clock, SecureRandom random) {
        this.store = store;
        this.keys = keys;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens the step: the first time a message leaves, every later time (reload, back, second tab) what stands is shown.
     *
     * @param handle challenge that this tab remembers; null when it remembers none
     * @param mayJoin whether a live challenge of another tab of this browser may be shown; false after a restart
     */
    public Issued open(Binding binding, @Nullable String handle, boolean mayJoin) {
        return store.exclusively(binding.realmId(), binding.userId(), records -> {
            Instant now = clock.instant();
            Optional<Challenge> standing = find(records, binding, handle);
            if (standing.isEmpty() && mayJoin) {
                standing = records.newestOpen(binding.fingerprint(), now)
                        .filter(challenge -> challenge.isLive(policy, now));
            }
            return standing.<Issued>map(challenge -> stands(records, challenge, null, now))
                    .orElseGet(() -> first(records, binding, now));
        });
    }

    /** Asks for another message, in place of or with the same code as the policy says. */
    public Issued resend(Binding binding, @Nullable String handle) {
        return store.exclusively(binding.realmId(), binding.userId(), records -> {
            Instant now = clock.instant();
            return find(records, binding, handle)
                    .map(challenge -> again(records, binding, challenge, now))
                    .orElseGet(() -> first(records, binding, now));
        });
    }

    /** What stands, for showing it again; empty when there is no such challenge here. */
    public Optional<CodeStatus> status(Binding binding, @Nullable String handle) {
        return store.exclusively(binding.realmId(), binding.userId(), records -> {
            Instant now = clock.instant();
            return find(records, binding, handle)
                    .map(challenge -> status(challenge, stateOf(records, challenge, now), now));
        });
    }

    /** Counts the try, then compares, then settles: in this order, so that no crash or parallel post is a free guess. */
    public Judgement verify(Binding binding, @Nullable String handle, TypedCode typed) {
        return store.exclusively(binding.realmId(), binding.userId(), records -> {
            Instant now = clock.instant();
            Counts counts = records.counts();
            Optional<Challenge> found = find(records, binding, handle);
            if (found.isEmpty()) {
                return new Judgement(Verdict.UNKNOWN, null);
            }
            Challenge challenge = found.get();
            Verdict verdict = counts.wrongToday(policy.wrongPerDay(), now)
                    ? Verdict.LOCKED
                    : judge(records, counts, challenge, typed, now);
            return new Judgement(verdict, status(challenge, stateOf(records, challenge, now), now));
        });
    }

    private Verdict judge(UserRecords records, Counts counts, Challenge challenge, TypedCode typed, Instant now) {
        Optional<CodeKey> key = keys.byId(challenge.keyId());
        if (challenge.used()) {
            return Verdict.USED;
        }
        if (key.isEmpty() || !now.isBefore(challenge.expiresAt())) {
            return Verdict.EXPIRED;
        }
        if (challenge.wrong() >= policy.wrongPerCode()) {
            return Verdict.DEAD;
        }
        Counts tried = counts.tried(now);
        records.save(tried);
        records.save(challenge.withWrong(challenge.wrong() + 1));
        if (!Code.derive(key.get(), challenge).matches(typed)) {
            return Verdict.WRONG;
        }
        records.save(tried.right());
        records.save(challenge.accepted());
        return Verdict.ACCEPTED;
    }

    private Issued first(UserRecords records, Binding binding, Instant now) {
        Counts counts = records.counts();
        Refusal refusal = refusalOf(counts, now);
        if (refusal != null) {
            return new Issued.Refused(refusal);
        }
        CodeKey key = keys.active();
        Challenge challenge =
                Challenge.issue(randomId(), binding.fingerprint(), key.id(), Nonce.random(random), policy, now);
        return send(records, binding, counts, challenge, key, now);
    }

    private Issued again(UserRecords records, Binding binding, Challenge challenge, Instant now) {
        Counts counts = records.counts();
        Refusal refusal = refusalOf(records, challenge, counts, now);
        if (refusal != null) {
            return stands(records, challenge, refusal, now);
        }
        Optional<CodeKey> key = keys.byId(challenge.keyId());
        if (policy.resend() == ResendMode.SAME_CODE && challenge.isLive(policy, now) && key.isPresent()) {
            return send(records, binding, counts, challenge.repeat(policy, now), key.get(), now);
        }
        CodeKey active = keys.active();
        return send(
                records,
                binding,
                counts,
                challenge.reissue(active.id(), Nonce.random(random), policy, now),
                active,
                now);
    }

    private Issued send(
            UserRecords records, Binding binding, Counts counts, Challenge challenge, CodeKey key, Instant now) {
        Delivery delivery = new Delivery(randomId(), DeliveryState.SENDING, now);
        records.save(counts.sent(now));
        records.save(challenge);
        records.handOver(binding, challenge, delivery);
        return new Issued.Send(
                status(challenge, DeliveryState.SENDING, now),
                Code.derive(key, challenge),
                delivery.id(),
                Duration.between(now, challenge.expiresAt()));
    }

    private @Nullable Refusal refusalOf(Counts counts, Instant now) {
        if (counts.wrongToday(policy.wrongPerDay(), now)) {
            return new Refusal(Reason.TOO_MANY_WRONG, counts.unlockedAt(policy.wrongPerDay(), now));
        }
        Instant next = counts.nextSendAt(policy.sendsPerUserHour(), now);
        return next.isAfter(now) ? new Refusal(Reason.USER_SENDS_USED, next) : null;
    }

    private @Nullable Refusal refusalOf(UserRecords records, Challenge challenge, Counts counts, Instant now) {
        if (challenge.sends() >= policy.sendsPerLogin()) {
            return new Refusal(Reason.LOGIN_SENDS_USED, null);
        }
        Instant next = resendAt(challenge, stateOf(records, challenge, now));
        return next.isAfter(now) ? new Refusal(Reason.TOO_EARLY, next) : refusalOf(counts, now);
    }

    private Issued stands(UserRecords records, Challenge challenge, @Nullable Refusal refusal, Instant now) {
        return new Issued.Stands(status(challenge, stateOf(records, challenge, now), now), refusal);
    }

    private CodeStatus status(Challenge challenge, DeliveryState state, Instant now) {
        return new CodeStatus(
                challenge.id(),
                challenge.length(),
                challenge.isLive(policy, now),
                state,
                challenge.sends(),
                Math.max(0, policy.sendsPerLogin() - challenge.sends()),
                resendAt(challenge, state));
    }

    // A message that did not leave is no reason to let anybody wait.
    private Instant resendAt(Challenge challenge, DeliveryState state) {
        return state == DeliveryState.FAILED ? challenge.lastSentAt() : challenge.nextSendAt(policy);
    }

    private static DeliveryState stateOf(UserRecords records, Challenge challenge, Instant now) {
        return records.lastDelivery(challenge.id())
                .map(delivery -> delivery.stateAt(now))
                .orElse(DeliveryState.FAILED);
    }

    private static Optional<Challenge> find(UserRecords records, Binding binding, @Nullable String handle) {
        return Optional.ofNullable(handle)
                .flatMap(records::challenge)
                .filter(challenge -> challenge.fingerprint().equals(binding.fingerprint()));
    }

    private String randomId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
