package dev.twofactor.domain.policy;

/** Kinds of phone numbers that a realm may refuse, as numbering plans tell them apart. */
public enum NumberKind {
    PREMIUM_RATE,
    SHARED_COST,
    SATELLITE,
    VOICEMAIL,
    PAGER,
    TOLL_FREE,
    FIXED_LINE,
    VOIP,
    PERSONAL_NUMBER,
    COMPANY_NUMBER
}
