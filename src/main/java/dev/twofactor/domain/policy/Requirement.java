package dev.twofactor.domain.policy;

/** Whether people need a second factor. */
public enum Requirement {
    /** Nobody is asked, nobody can set one up; what is set up stays stored. */
    OFF,
    /** Who has one is asked for it. */
    OPTIONAL,
    /** Everybody named by roles and groups, or everybody, must have one. */
    REQUIRED
}
