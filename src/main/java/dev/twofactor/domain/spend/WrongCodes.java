package dev.twofactor.domain.spend;

import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.spend.Subject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Wrong codes of many users together: from one network address, and of a realm. */
public final class WrongCodes {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final long QUIET_HOURS = Duration.ofDays(1).minus(HOUR).toHours();
    /** Fewer wrong codes in an hour are no alarm. */
    static final long FEW = 100;
    /** So many times the usual number are one. */
    static final long MANY_TIMES = 3;

    private final CodePolicy policy;
    private final Pseudonyms pseudonyms;
    private final Source from;
    private final KnownPlaces known;

    /** @param from where the request came from; null when nobody knows, and then no limit by address holds */
    public WrongCodes(CodePolicy policy, Pseudonyms pseudonyms, @Nullable NetworkAddress from) {
        this(policy, pseudonyms, Source.of(from));
    }

    /** @param from whom the request is counted against beside its user */
    public WrongCodes(CodePolicy policy, Pseudonyms pseudonyms, Source from) {
        this.policy = policy;
        this.pseudonyms = pseudonyms;
        this.from = from;
        this.known = new KnownPlaces(pseudonyms, from.address());
    }

    /**
     * Asked before a code is compared: whether so many wrong ones came that no further one is. Who has entered a right
     * code from the same address of late goes on there.
     */
    public boolean isStopped(Tallies tallies, String userId, Instant now) {
        Set<Subject> limited = sources();
        if (policy.wrongPerRealmHour() > 0) {
            limited.add(Subject.of(Kind.WRONG_OF_REALM));
        }
        HeldTallies held = new HeldTallies(tallies, limited);
        return limited.stream()
                .filter(subject -> held.of(subject).messages(HOUR, now) >= most(subject))
                .anyMatch(subject -> subject.kind() == Kind.WRONG_OF_REALM || !known.isKnown(tallies, userId, now));
    }

    /** What {@link #right} looks at and may change. */
    public Set<Subject> places(String userId) {
        return known.subjects(userId);
    }

    /** Remembers who has entered a right code, and where. */
    public void right(Tallies tallies, String userId, Instant now) {
        known.remember(tallies, userId, now);
    }

    /** Counts a wrong code. */
    public List<Finding> wrong(Tallies tallies, Instant now) {
        Set<Subject> subjects = sources();
        subjects.add(Subject.of(Kind.WRONG_OF_REALM));
        HeldTallies held = new HeldTallies(tallies, subjects);
        List<Finding> findings = new ArrayList<>();
        for (Subject subject : subjects) {
            held.change(subject, tally -> tally.sent(now, 0));
            if (isAlarming(held.of(subject), subject, now)) {
                // An alarm that rings all the time is switched off.
                held.change(subject, tally -> tally.closed(now.plus(HOUR), 1));
                findings.add(Finding.alarm(
                        subject.kind() == Kind.WRONG_OF_REALM
                                ? Finding.WRONG_CODES_OF_REALM
                                : Finding.WRONG_CODES_OF_ADDRESS));
            }
        }
        return findings;
    }

    private boolean isAlarming(Tally tally, Subject subject, Instant now) {
        if (tally.isClosed(now)) {
            return false;
        }
        long hour = tally.messages(HOUR, now);
        if (subject.kind() == Kind.WRONG_OF_ADDRESS) {
            return hour >= most(subject);
        }
        long usual = (tally.messages(Tally.LONGEST, now) - hour) / QUIET_HOURS;
        boolean limit = policy.wrongPerRealmHour() > 0 && hour >= policy.wrongPerRealmHour();
        return limit || (hour >= FEW && hour > MANY_TIMES * usual);
    }

    private Set<Subject> sources() {
        Set<Subject> sources = new TreeSet<>();
        if (policy.wrongPerAddressHour() > 0 && from.address() != null) {
            sources.add(source(from.address().value()));
        }
        if (policy.wrongPerAddressHour() > 0 && from.client() != null) {
            sources.add(client(from.client()));
        }
        return sources;
    }

    private Subject client(String id) {
        return source("client " + id);
    }

    private Subject source(String value) {
        return new Subject(Kind.WRONG_OF_ADDRESS, pseudonyms.of(value));
    }

    private long most(Subject subject) {
        if (subject.kind() == Kind.WRONG_OF_REALM) {
            return policy.wrongPerRealmHour();
        }
        boolean client = from.client() != null && subject.equals(client(from.client()));
        return (long) policy.wrongPerAddressHour() * (client ? Source.PEOPLE_OF_CLIENT : 1);
    }
}
