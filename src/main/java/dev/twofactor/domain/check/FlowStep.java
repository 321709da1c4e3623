package dev.twofactor.domain.check;

import java.util.List;

/**
 * A step of a flow, or a flow with steps.
 *
 * @param name as the console shows it
 * @param steps those of a flow in their order; empty for a step
 */
public record FlowStep(String name, Need need, Kind kind, List<FlowStep> steps) {

    /** Keycloak's requirement. */
    public enum Need {
        REQUIRED,
        ALTERNATIVE,
        CONDITIONAL,
        DISABLED
    }

    /** What a step does for the question whether a second factor is asked for. */
    public enum Kind {
        FLOW,
        /** Proves one thing: a password, a Kerberos ticket. */
        FIRST_FACTOR,
        SECOND_FACTOR,
        /** Proves two things at once: a passkey. */
        BOTH_FACTORS,
        /** Goes on with a session that was signed in before. */
        SESSION,
        /** Leaves to an identity provider, which is judged by itself. */
        ELSEWHERE,
        /** Goes on without a second factor in a trusted browser. */
        TRUST,
        /** True for whoever has a second factor. */
        USUAL_CONDITION,
        /** True for some only: a role, a level. */
        OTHER_CONDITION,
        OTHER
    }
}
