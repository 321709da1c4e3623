package dev.twofactor.domain.check;

import dev.twofactor.domain.check.FlowStep.Kind;
import dev.twofactor.domain.check.FlowStep.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Walks through a flow as Keycloak does and finds a way past the second factor: beside required steps alternatives are never
 * taken, a conditional flow without a condition is never run, and of alternatives one is enough.
 */
final class FlowWalk {

    private enum Outcome {
        ASKS,
        EXEMPT,
        SKIPS,
        NOTHING
    }

    private final List<String> reasons = new ArrayList<>();

    private FlowWalk() {}

    /** How somebody with a second factor gets past it; empty when nobody does. */
    static Optional<String> holeIn(FlowStep flow) {
        FlowWalk walk = new FlowWalk();
        Outcome outcome = walk.through(flow);
        if (outcome == Outcome.ASKS || outcome == Outcome.EXEMPT) {
            return Optional.empty();
        }
        return Optional.of(walk.reasons.isEmpty() ? "no step asks for it" : String.join("; ", walk.reasons));
    }

    private Outcome through(FlowStep flow) {
        List<FlowStep> enabled = flow.steps().stream()
                .filter(step -> step.need() != Need.DISABLED)
                .toList();
        if (flow.need() == Need.CONDITIONAL && !isRun(flow, enabled)) {
            return Outcome.NOTHING;
        }
        List<FlowStep> asking =
                enabled.stream().filter(step -> !isCondition(step)).toList();
        List<FlowStep> serial =
                asking.stream().filter(step -> step.need() != Need.ALTERNATIVE).toList();
        return serial.isEmpty() ? oneOf(asking) : allOf(serial, asking);
    }

    private boolean isRun(FlowStep flow, List<FlowStep> enabled) {
        List<FlowStep> conditions =
                enabled.stream().filter(FlowWalk::isCondition).toList();
        Optional<FlowStep> other = conditions.stream()
                .filter(step -> step.kind() == Kind.OTHER_CONDITION)
                .findFirst();
        if (!factorsIn(flow)) {
            return conditions.stream().anyMatch(step -> step.kind() == Kind.USUAL_CONDITION);
        }
        if (conditions.isEmpty()) {
            reasons.add("'" + flow.name() + "' has no condition, so it is never run");
        }
        other.ifPresent(step -> reasons.add("'" + flow.name() + "' depends on '" + step.name() + "'"));
        return !conditions.isEmpty() && other.isEmpty();
    }

    private Outcome allOf(List<FlowStep> serial, List<FlowStep> all) {
        all.stream()
                .filter(step -> step.need() == Need.ALTERNATIVE && factorsIn(step))
                .forEach(step -> reasons.add(
                        "'" + step.name() + "' is an alternative beside required steps, so it is never asked for"));
        List<Outcome> outcomes = serial.stream().map(this::of).toList();
        for (Outcome strongest : List.of(Outcome.ASKS, Outcome.SKIPS, Outcome.NOTHING)) {
            if (outcomes.contains(strongest)) {
                return strongest;
            }
        }
        return Outcome.EXEMPT;
    }

    private Outcome oneOf(List<FlowStep> alternatives) {
        List<FlowStep> open = alternatives.stream().filter(this::isWayPast).toList();
        boolean asked = alternatives.stream().anyMatch(FlowWalk::factorsIn);
        if (asked) {
            open.forEach(step -> reasons.add("'" + step.name() + "' is an alternative to it"));
        }
        if (!open.isEmpty()) {
            return Outcome.SKIPS;
        }
        return alternatives.isEmpty() ? Outcome.NOTHING : asked ? Outcome.ASKS : Outcome.EXEMPT;
    }

    private boolean isWayPast(FlowStep step) {
        Outcome outcome = of(step);
        return outcome == Outcome.SKIPS || outcome == Outcome.NOTHING;
    }

    private Outcome of(FlowStep step) {
        return switch (step.kind()) {
            case FLOW -> through(step);
            case SECOND_FACTOR, BOTH_FACTORS -> Outcome.ASKS;
            case SESSION, ELSEWHERE -> Outcome.EXEMPT;
            case FIRST_FACTOR -> Outcome.SKIPS;
            case TRUST, USUAL_CONDITION, OTHER_CONDITION, OTHER -> Outcome.NOTHING;
        };
    }

    private static boolean factorsIn(FlowStep step) {
        return step.need() != Need.DISABLED
                && Stream.concat(Stream.of(step), step.steps().stream())
                        .anyMatch(each -> each == step
                                ? each.kind() == Kind.SECOND_FACTOR || each.kind() == Kind.BOTH_FACTORS
                                : factorsIn(each));
    }

    private static boolean isCondition(FlowStep step) {
        return step.kind() == Kind.USUAL_CONDITION || step.kind() == Kind.OTHER_CONDITION;
    }
}
