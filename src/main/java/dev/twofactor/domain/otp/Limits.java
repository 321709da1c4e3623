package dev.twofactor.domain.otp;

import dev.twofactor.domain.spend.Asked;
import dev.twofactor.domain.spend.SendBudget;
import dev.twofactor.domain.spend.SendCheck;
import dev.twofactor.domain.spend.Subject;
import dev.twofactor.domain.spend.Tallies;
import dev.twofactor.domain.spend.WrongCodes;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * The limits over all users of a realm, as one request meets them.
 *
 * @param check the operator's own, before a second message
 * @param watch hears what an operator wants to know, after the fact is durable
 */
public record Limits(SendBudget budget, WrongCodes wrongCodes, SendCheck check, CodeWatch watch) {

    // All that it changes is held at once: with a database each question is a statement.
    void right(Tallies tallies, Asked asked, boolean signsIn, Instant sentAt, Instant now) {
        Set<Subject> changed = new TreeSet<>(budget.unverified(asked));
        if (signsIn) {
            changed.addAll(wrongCodes.places(asked.userId()));
        }
        tallies.hold(changed);
        budget.verified(tallies, asked, sentAt, asked.message());
        if (signsIn) {
            wrongCodes.right(tallies, asked.userId(), now);
        }
    }
}
