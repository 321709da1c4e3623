package dev.twofactor.domain.otp;

import dev.twofactor.domain.spend.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes the word of whoever got a code and did not ask for it. */
public final class CodeReports {

    /** How long the link in a message is good: as long as the challenge is kept. */
    public static final Duration GOOD_FOR = Duration.ofDays(1);

    /** Where codes are found by their links, in one realm. */
    @FunctionalInterface
    public interface Links {

        /** The code whose link has this hash, with a message since then; empty when there is none. */
        Optional<ReportedCode> find(String keyHash, Instant sentSince);
    }

    private final String realmId;
    private final CodeStore store;
    private final Links links;
    private final Clock clock;
    private final Consumer<Finding> watch;

    /** @param watch hears of every code that was reported */
    public CodeReports(String realmId, CodeStore store, Links links, Clock clock, Consumer<Finding> watch) {
        this.realmId = realmId;
        this.store = store;
        this.links = links;
        this.clock = clock;
        this.watch = watch;
    }

    /** The code that a link is about; empty when there is none, when it is old, or reported already. Nothing changes. */
    public Optional<ReportedCode> find(ReportKey key) {
        return links.find(key.hash(), clock.instant().minus(GOOD_FOR));
    }

    /** Ends the code and raises an alarm; empty as in {@link #find}, and for all but the first of several at once. */
    public Optional<ReportedCode> take(ReportKey key) {
        Optional<ReportedCode> found = find(key);
        Optional<ReportedCode> taken =
                found.filter(code -> store.exclusively(realmId, code.userId(), records -> end(records, code)));
        taken.ifPresent(
                code -> watch.accept(new Finding(Finding.Type.ALARM, Finding.CODE_NOT_ASKED_FOR, code.userId(), null)));
        return taken;
    }

    private boolean end(CodeStore.UserRecords records, ReportedCode code) {
        Optional<Challenge> open =
                records.challenge(code.challengeId()).filter(challenge -> challenge.report() != null);
        open.ifPresent(challenge -> records.save(challenge.reported(clock.instant())));
        return open.isPresent();
    }
}
