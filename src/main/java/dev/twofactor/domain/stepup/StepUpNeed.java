package dev.twofactor.domain.stepup;

/** What somebody still has to show before second factors may be changed. */
public enum StepUpNeed {
    /** Nothing. */
    NONE,
    /** Sign in anew: the user has no second factor that could be shown. */
    SIGN_IN,
    /** Sign in anew with a second factor of the user's. */
    SECOND_FACTOR
}
