package dev.twofactor.domain.spend;

/** The operator's own question before a second message leaves: a riddle for robots, or a look-up of the number. */
@FunctionalInterface
public interface SendCheck {

    /** Asks nothing. */
    SendCheck NONE = asked -> true;

    /** Whether the message may leave; must answer in bounded time, and no is the safe answer. */
    boolean allows(Asked asked);
}
