package dev.twofactor.domain.policy;

/** What happens when a budget for messages is used up. */
public enum BudgetMode {
    /** Nothing more is sent. */
    ENFORCE,
    /** It is written down, and messages go on. */
    RECORD
}
