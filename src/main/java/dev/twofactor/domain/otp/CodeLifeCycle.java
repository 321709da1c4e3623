package dev.twofactor.domain.otp;

import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.otp.CodeStore.UserRecords;
import dev.twofactor.domain.otp.Issued.Reason;
import dev.twofactor.domain.otp.Issued.Refusal;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.ResendMode;
import dev.twofactor.domain.spend.Asked;
import dev.twofactor.domain.spend.Decision;
import dev.twofactor.domain.spend.Finding;
import dev.twofactor.domain.spend.SendCheck;
import dev.twofactor.domain.spend.Stop;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The life of a code from its first message to its end: the same for every channel and entry point. */
public final class CodeLifeCycle {

    private final CodeStore store;
    private final CodeKeys keys;
    private final CodePolicy policy;
    private final Clock clock;
    private final SecureRandom random;
    private final Limits limits;

    public CodeLifeCycle(
            CodeStore store, CodeKeys keys, CodePolicy policy, Limits limits, Clock clock, SecureRandom random) {
        this.limits = limits;
        this.store = store;
        this.keys = keys;
        this.policy = policy;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Opens the step: the first time a message leaves, every later time (reload, back, second tab) what stands is shown.
     *
     * @param handles challenges that this tab's login has opened, over all channels and destinations; together they may
     *     send the messages of one login
     * @param mayJoin whether a live challenge of another tab of this browser may be shown; false after a restart
     */
    public Issued open(Binding binding, Collection<String> handles, boolean mayJoin) {
        return inTurn(binding, handles, turn -> {
            Optional<Challenge> standing = turn.opened().matching(binding);
            if (standing.isEmpty() && mayJoin) {
                standing = turn.records()
                        .newestOpen(binding.fingerprint(), turn.now())
                        .filter(challenge -> challenge.isLive(policy, turn.now()));
            }
            return standing.<Issued>map(challenge -> stands(turn, challenge, null))
                    .orElseGet(() -> first(turn));
        });
    }

    /** Asks for another message, in place of or with the same code as the policy says. */
    public Issued resend(Binding binding, Collection<String> handles) {
        Optional<Issued> failed = limits.check() == SendCheck.NONE ? Optional.empty() : checked(binding, handles);
        return failed.orElseGet(() -> sendAnother(binding, handles));
    }

    // The operator's check may be slow: nobody waits for it while records are held, and it is asked only where a
    // message
    // would leave.
    private Optional<Issued> checked(Binding binding, Collection<String> handles) {
        Optional<Challenge> next = inTurn(binding, handles, turn -> turn.opened()
                .matching(binding)
                .filter(challenge -> refusalOf(turn, challenge, turn.records().counts()) == null));
        if (next.isEmpty() || limits.check().allows(asked(binding, next.get().sends() + 1))) {
            return Optional.empty();
        }
        Refusal refusal = new Refusal(Reason.CHECK_FAILED, null);
        return inTurn(binding, handles, turn -> turn.opened()
                .matching(binding)
                .map(challenge -> stands(turn, challenge, refused(turn, refusal))));
    }

    private Issued sendAnother(Binding binding, Collection<String> handles) {
        return inTurn(binding, handles, turn -> turn.opened()
                .matching(binding)
                .map(challenge -> again(turn, challenge))
                .orElseGet(() -> first(turn)));
    }

    /** What stands, for showing it again; empty when there is no such challenge here. */
    public Optional<CodeStatus> status(Binding binding, Collection<String> handles) {
        return inTurn(
                binding, handles, turn -> turn.opened().matching(binding).map(challenge -> status(turn, challenge)));
    }

    /**
     * The handles of a caller that keeps none from one request to the next: of each binding the newest challenge that is
     * neither used nor expired.
     *
     * @param bindings all of one user of one realm
     */
    public Map<Binding, String> standing(Collection<Binding> bindings) {
        if (bindings.isEmpty()) {
            return Map.of();
        }
        Binding any = bindings.iterator().next();
        return store.exclusively(any.realmId(), any.userId(), records -> {
            Map<Binding, String> handles = new LinkedHashMap<>();
            bindings.forEach(binding -> records.newestOpen(binding.fingerprint(), clock.instant())
                    .ifPresent(challenge -> handles.put(binding, challenge.id())));
            return handles;
        });
    }

    /** Counts the try, then compares, then settles: in this order, so that no crash or parallel post is a free guess. */
    public Judgement verify(Binding binding, Collection<String> handles, TypedCode typed) {
        Judged judged = limits.watch().during(() -> judge(binding, handles, typed), Judged::verdict);
        String country = binding.destination().country();
        limits.watch().judged(binding.channel().credentialType(), judged.verdict(), country, judged.messages());
        return judged.judgement();
    }

    private Judged judge(Binding binding, Collection<String> handles, TypedCode typed) {
        return inTurn(binding, handles, turn -> turn.opened()
                .matching(binding)
                .map(challenge -> judged(turn, challenge, typed))
                .orElse(Judged.UNKNOWN));
    }

    private Judged judged(Turn turn, Challenge challenge, TypedCode typed) {
        Verdict verdict = judge(turn, turn.records().counts(), challenge, typed);
        return verdict == Verdict.ACCEPTED
                ? new Judged(new Judgement(verdict, null), challenge.sends())
                : new Judged(new Judgement(verdict, status(turn, challenge)), 0);
    }

    private <T> T inTurn(Binding binding, Collection<String> handles, Function<Turn, T> work) {
        List<Finding> findings = new ArrayList<>();
        T result = store.exclusively(binding.realmId(), binding.userId(), records -> {
            // A transaction that lost a race begins anew: so does what it found.
            findings.clear();
            OpenedChallenges opened = OpenedChallenges.of(records, handles);
            return work.apply(new Turn(records, binding, opened, clock.instant(), findings));
        });
        findings.forEach(limits.watch());
        return result;
    }

    private Verdict judge(Turn turn, Counts counts, Challenge challenge, TypedCode typed) {
        Optional<CodeKey> key = keys.byId(challenge.keyId());
        if (counts.wrongToday(policy.wrongPerDay(), turn.now())) {
            return Verdict.LOCKED;
        }
        if (isOff(turn, counts)) {
            return Verdict.METHOD_OFF;
        }
        if (challenge.used()) {
            return Verdict.USED;
        }
        if (key.isEmpty() || !turn.now().isBefore(challenge.expiresAt())) {
            return Verdict.EXPIRED;
        }
        if (challenge.wrong() >= policy.wrongPerCode()) {
            return Verdict.DEAD;
        }
        if (limits.wrongCodes()
                .isStopped(turn.records().tallies(), turn.binding().userId(), turn.now())) {
            return Verdict.HELD;
        }
        return compare(turn, counts, challenge, key.get(), typed);
    }

    private Verdict compare(Turn turn, Counts counts, Challenge challenge, CodeKey key, TypedCode typed) {
        UserRecords records = turn.records();
        Counts tried = turn.enrolls()
                ? counts.tried(turn.now())
                : counts.tried(turn.method(), policy.consecutiveWrong(), turn.now());
        records.save(tried);
        records.save(challenge.withWrong(challenge.wrong() + 1));
        if (!Code.derive(key, challenge).matches(typed)) {
            turn.findings().addAll(limits.wrongCodes().wrong(records.tallies(), turn.now()));
            if (tried.wrongToday(policy.wrongPerDay(), turn.now())) {
                turn.findings().add(locked(turn.binding().userId()));
            }
            if (isOff(turn, tried)) {
                turn.findings().add(methodOff(turn.binding().userId(), turn.method()));
            }
            return Verdict.WRONG;
        }
        records.save(turn.enrolls() ? tried.right() : tried.right(turn.method(), turn.now()));
        records.save(challenge.accepted());
        limits.right(
                records.tallies(),
                asked(turn.binding(), challenge.sends()),
                turn.signsIn(),
                challenge.issuedAt(),
                turn.now());
        return Verdict.ACCEPTED;
    }

    // A phone that is being set up is no second factor yet: what it does is not held against the one that is.
    private boolean isOff(Turn turn, Counts counts) {
        return !turn.enrolls()
                && counts.streak(turn.method())
                        .isOff(policy.consecutiveWrong(), turn.binding().boundAt());
    }

    static Finding locked(String userId) {
        return new Finding(Finding.Type.ALARM, Finding.WRONG_CODES_OF_USER, userId, null);
    }

    static Finding methodOff(String userId, String method) {
        return new Finding(Finding.Type.ALARM, Finding.METHOD_DISABLED, userId, null, method);
    }

    private static Asked asked(Binding binding, int message) {
        return new Asked(
                binding.userId(), binding.purpose().setsUp(), binding.channel(), binding.destination(), message);
    }

    private Issued first(Turn turn) {
        Counts counts = turn.records().counts();
        Refusal refusal = refusalOfFirst(turn, counts);
        if (refusal == null) {
            refusal = refusalOfBudget(turn, 1);
        }
        if (refusal != null) {
            return new Issued.Refused(refused(turn, refusal));
        }
        CodeKey key = keys.active();
        Challenge challenge =
                Challenge.issue(randomId(), turn.binding(), key, Nonce.random(random), policy, turn.now());
        return send(turn, counts, challenge, key);
    }

    // A login's messages are those that this tab knows of, but not the ones that never left: a vendor that is down must
    // not
    // use up the way round it. A restart forgets its tab's challenges, and must not be a way to messages without end.
    private @Nullable Refusal refusalOfFirst(Turn turn, Counts counts) {
        int left = turn.opened().all().stream()
                .filter(challenge -> stateOf(turn, challenge) != DeliveryState.FAILED)
                .mapToInt(Challenge::sends)
                .sum();
        if (left >= policy.sendsPerLogin()) {
            return new Refusal(Reason.LOGIN_SENDS_USED, null);
        }
        if (turn.records().openSends(turn.binding().fingerprint(), turn.now()) >= policy.sendsPerLogin()) {
            return new Refusal(Reason.USER_SENDS_USED, turn.now().plus(policy.lifetime()));
        }
        return refusalOf(turn, counts, true);
    }

    private Issued again(Turn turn, Challenge challenge) {
        Counts counts = turn.records().counts();
        Refusal refusal = refusalOf(turn, challenge, counts);
        if (refusal == null) {
            refusal = refusalOfBudget(turn, challenge.sends() + 1);
        }
        if (refusal != null) {
            return stands(turn, challenge, refused(turn, refusal));
        }
        Optional<CodeKey> key = keys.byId(challenge.keyId());
        // A message without an answer may arrive all the same: its code must then not be one that this resend has
        // killed.
        boolean same = policy.resend() == ResendMode.SAME_CODE || stateOf(turn, challenge) == DeliveryState.FAILED;
        if (same && challenge.isLive(policy, turn.now()) && key.isPresent()) {
            return send(turn, counts, challenge.repeat(policy, turn.now()), key.get());
        }
        CodeKey active = keys.active();
        return send(turn, counts, challenge.reissue(active, Nonce.random(random), policy, turn.now()), active);
    }

    private Issued send(Turn turn, Counts counts, Challenge challenge, CodeKey key) {
        Delivery delivery = Delivery.handedOver(randomId(), turn.now());
        boolean isNew = challenge.sends() == 1;
        turn.records().save(sent(turn, counts, isNew));
        if (isNew) {
            turn.records().add(challenge);
        } else {
            turn.records().save(challenge);
        }
        turn.records().handOver(turn.binding(), challenge, delivery);
        return new Issued.Send(
                status(turn, challenge, DeliveryState.SENDING),
                Code.derive(key, challenge),
                delivery.id(),
                Duration.between(turn.now(), challenge.expiresAt()),
                challenge.report() == null ? null : ReportKey.derive(key, challenge.id()));
    }

    private static Counts sent(Turn turn, Counts counts, boolean first) {
        Counts sent = counts.sent(turn.now());
        return turn.enrolls() ? sent.with(counts.enrollments().sent(first, turn.now())) : sent;
    }

    private @Nullable Refusal refusalOf(Turn turn, Counts counts, boolean first) {
        Instant now = turn.now();
        if (counts.wrongToday(policy.wrongPerDay(), now)) {
            return new Refusal(Reason.TOO_MANY_WRONG, counts.unlockedAt(policy.wrongPerDay(), now));
        }
        if (isOff(turn, counts)) {
            return new Refusal(Reason.METHOD_OFF, null);
        }
        Instant next = counts.nextSendAt(policy.sendsPerUserHour(), now);
        if (next.isAfter(now)) {
            return new Refusal(Reason.USER_SENDS_USED, next);
        }
        Instant enroll = turn.enrolls() ? counts.enrollments().nextSendAt(first, now) : now;
        return enroll.isAfter(now) ? new Refusal(Reason.ENROLLMENT_SENDS_USED, enroll) : null;
    }

    private @Nullable Refusal refusalOf(Turn turn, Challenge challenge, Counts counts) {
        if (turn.opened().sends() >= policy.sendsPerLogin()) {
            return new Refusal(Reason.LOGIN_SENDS_USED, null);
        }
        Instant next = resendAt(challenge, stateOf(turn, challenge));
        return next.isAfter(turn.now()) ? new Refusal(Reason.TOO_EARLY, next) : refusalOf(turn, counts, false);
    }

    // Asked last: it counts the message that it lets pass.
    private @Nullable Refusal refusalOfBudget(Turn turn, int message) {
        Decision decision = limits.budget().ask(turn.records().tallies(), asked(turn.binding(), message), turn.now());
        turn.findings().addAll(decision.findings());
        Stop stop = decision.stop();
        return stop == null ? null : new Refusal(Reason.of(stop.limit()), stop.until());
    }

    // Waiting for the next message is no refusal worth a word to anybody else, and budgets told their own.
    private Refusal refused(Turn turn, Refusal refusal) {
        if (turn.findings().isEmpty() && refusal.reason() != Reason.TOO_EARLY) {
            turn.findings()
                    .add(new Finding(
                            Finding.Type.REFUSED,
                            refusal.reason().code(),
                            turn.binding().userId(),
                            turn.binding().destination().country()));
        }
        return refusal;
    }

    private Issued stands(Turn turn, Challenge challenge, @Nullable Refusal refusal) {
        return new Issued.Stands(status(turn, challenge), refusal);
    }

    private CodeStatus status(Turn turn, Challenge challenge) {
        return status(turn, challenge, stateOf(turn, challenge));
    }

    private CodeStatus status(Turn turn, Challenge challenge, DeliveryState state) {
        return new CodeStatus(
                challenge.id(),
                challenge.length(),
                challenge.isLive(policy, turn.now()),
                state,
                isOptedOut(turn, challenge, state),
                challenge.sends(),
                Math.max(0, policy.sendsPerLogin() - turn.opened().sendsWith(challenge)),
                resendAt(challenge, state),
                challenge.expiresAt());
    }

    // A message that did not leave is no reason to let anybody wait.
    private Instant resendAt(Challenge challenge, DeliveryState state) {
        return state == DeliveryState.FAILED ? challenge.lastSentAt() : challenge.nextSendAt(policy);
    }

    private static boolean isOptedOut(Turn turn, Challenge challenge, DeliveryState state) {
        return state == DeliveryState.FAILED
                && turn.records()
                        .lastDelivery(challenge.id())
                        .filter(delivery -> delivery.outcome() == SendResult.Outcome.OPTED_OUT)
                        .isPresent();
    }

    private static DeliveryState stateOf(Turn turn, Challenge challenge) {
        return turn.records()
                .lastDelivery(challenge.id())
                .map(delivery -> delivery.stateAt(turn.now()))
                .orElse(DeliveryState.FAILED);
    }

    private String randomId() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
