package dev.twofactor.domain.spend;

import dev.twofactor.domain.policy.BudgetMode;
import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.spend.Subject.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asked before every message. Set-ups, where anybody can type any number, are measured with all messages, sign-ins with
 * those of sign-ins alone: so nobody without a password can use up what others need to sign in.
 */
public final class SendBudget {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final BudgetPolicy policy;
    private final Pseudonyms pseudonyms;
    private final Source from;
    private final SpendGuard spend;
    private final KnownPlaces known;

    /** @param from where the request came from; null when nobody knows, and then no limit by address holds */
    public SendBudget(
            BudgetPolicy policy,
            Pseudonyms pseudonyms,
            @Nullable NetworkAddress from,
            Prices prices,
            OtherMethods others) {
        this(policy, pseudonyms, Source.of(from), prices, others);
    }

    /** @param from whom the request is counted against beside its user */
    public SendBudget(BudgetPolicy policy, Pseudonyms pseudonyms, Source from, Prices prices, OtherMethods others) {
        this.policy = policy;
        this.pseudonyms = pseudonyms;
        this.from = from;
        this.known = new KnownPlaces(pseudonyms, from.address());
        this.spend = new SpendGuard(policy.spendPerDay(), prices, others);
    }

    /** Says whether this message may leave, and counts it if it does. */
    public Decision ask(Tallies tallies, Asked asked, Instant now) {
        List<Cap> caps = caps(asked);
        HeldTallies held = new HeldTallies(tallies, subjects(asked, caps));
        List<Finding> findings = new ArrayList<>();
        Stop stop = stop(tallies, held, asked, caps, findings, now);
        boolean recorded = stop != null && policy.mode() == BudgetMode.RECORD;
        if (stop != null) {
            findings.add(new Finding(
                    recorded ? Finding.Type.RECORDED : Finding.Type.REFUSED,
                    stop.limit().code(),
                    asked.userId(),
                    asked.destination().country()));
        }
        if (stop != null && !recorded) {
            return new Decision(stop, findings);
        }
        long cost = spend.cost(asked);
        spend.warning(held, asked, now).ifPresent(findings::add);
        for (Subject subject : counted(asked)) {
            held.change(subject, tally -> tally.sent(now, cost));
        }
        return new Decision(null, findings);
    }

    /**
     * The code was entered: its messages no longer count where only unused ones do.
     *
     * @param sentAt when the first of them left
     * @param messages how many there were
     */
    public void verified(Tallies tallies, Asked asked, Instant sentAt, long messages) {
        Set<Subject> subjects = new TreeSet<>(unverified(asked));
        HeldTallies held = new HeldTallies(tallies, subjects);
        subjects.forEach(subject -> held.change(subject, tally -> tally.verified(sentAt, messages)));
    }

    private @Nullable Stop stop(
            Tallies tallies, HeldTallies held, Asked asked, List<Cap> caps, List<Finding> findings, Instant now) {
        if (asked.isText() && asked.enrolling()) {
            Stop closed = new Closings(held, findings, now)
                    .stop(prefix(asked), asked.destination().country());
            if (closed != null) {
                return closed;
            }
        }
        for (Cap cap : caps) {
            Stop stop = cap.stop(held, now);
            if (stop != null && !(cap.limit() == Limit.ADDRESS_HOUR && isAtHome(tallies, asked, now))) {
                return stop;
            }
        }
        return spend.stop(held, asked, now);
    }

    // Set-ups may text anybody, so no right code of before speaks for them.
    private boolean isAtHome(Tallies tallies, Asked asked, Instant now) {
        return !asked.enrolling() && known.isKnown(tallies, asked.userId(), now);
    }

    private List<Cap> caps(Asked asked) {
        List<Cap> caps = new ArrayList<>();
        if (asked.isText() || asked.enrolling()) {
            List<Subject> number = together(asked, Kind.NUMBER, Kind.NUMBER_SET_UP, destination(asked));
            caps.add(
                    new Cap(Limit.NUMBER_TEN_MINUTES, number, TEN_MINUTES, policy.perNumberTenMinutes(), Cap.MESSAGES));
            caps.add(new Cap(Limit.NUMBER_DAY, number, DAY, policy.perNumberDay(), Cap.MESSAGES));
        }
        if (from.address() != null && policy.unverifiedPerAddressHour() > 0) {
            List<Subject> address = together(
                    asked,
                    Kind.ADDRESS,
                    Kind.ADDRESS_SET_UP,
                    pseudonyms.of(from.address().value()));
            caps.add(new Cap(Limit.ADDRESS_HOUR, address, HOUR, policy.unverifiedPerAddressHour(), Cap.UNVERIFIED));
        }
        if (from.client() != null && policy.unverifiedPerAddressHour() > 0) {
            long most = (long) policy.unverifiedPerAddressHour() * Source.PEOPLE_OF_CLIENT;
            caps.add(new Cap(Limit.ADDRESS_HOUR, List.of(client(from.client())), HOUR, most, Cap.UNVERIFIED));
        }
        if (asked.isText() && policy.unverifiedPerPrefixDay() > 0) {
            List<Subject> prefix = together(asked, Kind.PREFIX, Kind.PREFIX_SET_UP, pseudonyms.of(asked.prefix()));
            caps.add(new Cap(Limit.PREFIX_DAY, prefix, DAY, policy.unverifiedPerPrefixDay(), Cap.UNVERIFIED));
        }
        String country = asked.destination().country();
        if (asked.isText() && country != null && policy.perCountryDay() > 0) {
            List<Subject> all = List.of(new Subject(Kind.COUNTRY, country));
            caps.add(new Cap(Limit.COUNTRY_DAY, all, DAY, policy.perCountryDay(), Cap.MESSAGES));
        }
        if (policy.perRealmDay() > 0) {
            List<Subject> all = List.of(Subject.of(Kind.REALM));
            caps.add(new Cap(Limit.REALM_DAY, all, DAY, policy.perRealmDay(), Cap.MESSAGES));
        }
        return caps;
    }

    private static List<Subject> together(Asked asked, Kind signIns, Kind setUps, String key) {
        return asked.enrolling()
                ? List.of(new Subject(signIns, key), new Subject(setUps, key))
                : List.of(new Subject(signIns, key));
    }

    private Set<Subject> subjects(Asked asked, List<Cap> caps) {
        Set<Subject> all = new TreeSet<>(counted(asked));
        caps.forEach(cap -> all.addAll(cap.subjects()));
        return all;
    }

    private Set<Subject> counted(Asked asked) {
        Set<Subject> counted = new TreeSet<>(unverified(asked));
        String country = asked.destination().country();
        if (asked.isText() || asked.enrolling()) {
            counted.add(new Subject(asked.enrolling() ? Kind.NUMBER_SET_UP : Kind.NUMBER, destination(asked)));
        }
        if (asked.isText() && country != null && policy.perCountryDay() > 0) {
            counted.add(new Subject(Kind.COUNTRY, country));
        }
        if (policy.perRealmDay() > 0 || spend.isLimited()) {
            counted.add(Subject.of(Kind.REALM));
        }
        return counted;
    }

    /** Where it matters whether a code was entered: what {@link #verified} changes. */
    public Set<Subject> unverified(Asked asked) {
        Set<Subject> subjects = new TreeSet<>();
        if (from.address() != null && policy.unverifiedPerAddressHour() > 0) {
            String address = pseudonyms.of(from.address().value());
            subjects.add(new Subject(asked.enrolling() ? Kind.ADDRESS_SET_UP : Kind.ADDRESS, address));
        }
        if (from.client() != null && policy.unverifiedPerAddressHour() > 0) {
            subjects.add(client(from.client()));
        }
        if (asked.isText() && (asked.enrolling() || policy.unverifiedPerPrefixDay() > 0)) {
            subjects.add(prefix(asked));
        }
        if (asked.isText() && asked.enrolling()) {
            subjects.add(Subject.of(Kind.REALM_SET_UP));
            String country = asked.destination().country();
            if (country != null) {
                subjects.add(new Subject(Kind.COUNTRY_SET_UP, country));
            }
        }
        return subjects;
    }

    private Subject client(String id) {
        return new Subject(Kind.ADDRESS_SET_UP, pseudonyms.of("client " + id));
    }

    private Subject prefix(Asked asked) {
        return new Subject(asked.enrolling() ? Kind.PREFIX_SET_UP : Kind.PREFIX, pseudonyms.of(asked.prefix()));
    }

    private String destination(Asked asked) {
        return pseudonyms.of(asked.destination().address());
    }
}
