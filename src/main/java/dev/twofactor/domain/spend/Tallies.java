package dev.twofactor.domain.spend;

import java.util.Collection;
import java.util.Map;

/** The tallies of one realm, within the transaction of one request. */
public interface Tallies {

    /**
     * Reads tallies and holds them until the transaction ends, so that no other request, on whatever node, counts beside
     * this one. Whoever holds some already asks for later kinds only ({@link Subject#compareTo}).
     *
     * @return one for each subject; {@link Tally#EMPTY} for one never counted
     */
    Map<Subject, Tally> hold(Collection<Subject> subjects);

    /** Writes one that is held. */
    void save(Subject subject, Tally tally);
}
