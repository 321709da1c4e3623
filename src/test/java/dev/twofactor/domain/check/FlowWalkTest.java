package dev.twofactor.domain.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.check.FlowStep.Kind;
import dev.twofactor.domain.check.FlowStep.Need;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A way past the second factor is found in any order of steps that has one. */
class FlowWalkTest {

    private static final FlowStep PASSWORD = step("password", Need.REQUIRED, Kind.FIRST_FACTOR);
    private static final FlowStep TEXT = step("text", Need.ALTERNATIVE, Kind.SECOND_FACTOR);
    private static final FlowStep APP = step("app", Need.ALTERNATIVE, Kind.SECOND_FACTOR);
    private static final FlowStep HAS_ONE = step("has one", Need.REQUIRED, Kind.USUAL_CONDITION);
    private static final FlowStep ROLE = step("role", Need.REQUIRED, Kind.OTHER_CONDITION);
    private static final FlowStep TRUST = step("trust", Need.REQUIRED, Kind.TRUST);
    private static final FlowStep COOKIE = step("cookie", Need.ALTERNATIVE, Kind.SESSION);
    private static final FlowStep PROVIDER = step("provider", Need.ALTERNATIVE, Kind.ELSEWHERE);
    private static final FlowStep ENROLL = step("enroll", Need.REQUIRED, Kind.OTHER);

    private static FlowStep step(String name, Need need, Kind kind) {
        return new FlowStep(name, need, kind, List.of());
    }

    private static FlowStep flow(String name, Need need, FlowStep... steps) {
        return new FlowStep(name, need, Kind.FLOW, List.of(steps));
    }

    private static FlowStep top(FlowStep... steps) {
        return flow("top", Need.REQUIRED, steps);
    }

    private static void assertHole(FlowStep flow, String reason) {
        assertThat(FlowWalk.holeIn(flow))
                .hasValueSatisfying(hole -> assertThat(hole).contains(reason));
    }

    @Test
    void theFlowOfTheDesignHasNone() {
        FlowStep second = flow("second", Need.CONDITIONAL, HAS_ONE, TEXT, APP);
        FlowStep forms = flow("forms", Need.ALTERNATIVE, PASSWORD, TRUST, second, ENROLL);
        FlowStep organization = flow("organization", Need.ALTERNATIVE, flow("if", Need.CONDITIONAL, HAS_ONE, PROVIDER));

        assertThat(FlowWalk.holeIn(top(COOKIE, PROVIDER, organization, forms))).isEmpty();
    }

    @Test
    void aPasskeyIsBothFactors() {
        FlowStep passkey = step("passkey", Need.ALTERNATIVE, Kind.BOTH_FACTORS);
        FlowStep password =
                flow("password", Need.ALTERNATIVE, PASSWORD, flow("second", Need.CONDITIONAL, HAS_ONE, TEXT));

        assertThat(FlowWalk.holeIn(top(COOKIE, passkey, password))).isEmpty();
    }

    @Test
    void aPasswordAloneIsOne() {
        assertHole(top(COOKIE, flow("forms", Need.ALTERNATIVE, PASSWORD)), "no step asks");
    }

    @Test
    void aSecondFactorBesideRequiredStepsIsNeverAsked() {
        assertHole(top(PASSWORD, TEXT), "'text' is an alternative beside required steps");
    }

    @Test
    void aSwitchedOffSecondFactorIsNotThere() {
        assertHole(top(PASSWORD, flow("second", Need.DISABLED, HAS_ONE, TEXT)), "no step asks");
        FlowStep off = step("text", Need.DISABLED, Kind.SECOND_FACTOR);
        assertHole(top(PASSWORD, flow("second", Need.CONDITIONAL, HAS_ONE, off)), "no step asks");
    }

    @Test
    void trustAsAnAlternativeSkipsIt() {
        FlowStep trust = step("trust", Need.ALTERNATIVE, Kind.TRUST);
        assertHole(top(PASSWORD, flow("second", Need.CONDITIONAL, HAS_ONE, trust, TEXT)), "'trust' is an alternative");
    }

    @Test
    void aKerberosTicketBesideTheFormsSkipsIt() {
        FlowStep kerberos = step("kerberos", Need.ALTERNATIVE, Kind.FIRST_FACTOR);
        FlowStep forms = flow("forms", Need.ALTERNATIVE, PASSWORD, flow("second", Need.CONDITIONAL, HAS_ONE, TEXT));
        assertHole(top(COOKIE, kerberos, forms), "'kerberos' is an alternative");
    }

    @Test
    void aConditionThatIsTrueForSomeOnlySkipsItForTheOthers() {
        assertHole(top(PASSWORD, flow("second", Need.CONDITIONAL, ROLE, HAS_ONE, TEXT)), "'second' depends on 'role'");
    }

    @Test
    void aConditionalFlowWithoutAConditionIsNeverRun() {
        assertHole(top(PASSWORD, flow("second", Need.CONDITIONAL, TEXT)), "has no condition");
    }
}
