package dev.twofactor.domain.policy;

/** Whether text messages with a code carry a link for those who did not ask for it. */
public enum ReportLinkMode {
    /** No link. */
    NEVER,
    /** A link where the message needs no more parts with it than without. */
    IF_IT_FITS,
    /** A link, whatever it costs. */
    ALWAYS
}
