package dev.twofactor.domain.enrollment;

/** What a user without a usable second factor has to do at this login. */
public enum Duty {
    /** Go on. */
    NONE,
    /** Be asked, and may decline. */
    OFFERED,
    /** Must set one up, but may put it off today. */
    POSTPONABLE,
    /** Must set one up before anything else. */
    REQUIRED
}
