package dev.twofactor.domain.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.check.FlowStep.Need;
import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Method;
import dev.twofactor.domain.policy.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in is judged, and a hole in it is told by the rule of that way. */
class FlowRulesTest {

    private static final FlowStep PASSWORD =
            new FlowStep("password", Need.REQUIRED, FlowStep.Kind.FIRST_FACTOR, List.of());
    private static final FlowStep CODE = new FlowStep("code", Need.REQUIRED, FlowStep.Kind.SECOND_FACTOR, List.of());

    private static List<Finding> findings(WayIn.Kind kind, FlowStep... steps) {
        FlowStep flow =
                steps.length == 0 ? null : new FlowStep("flow", Need.REQUIRED, FlowStep.Kind.FLOW, List.of(steps));
        return RealmCheck.of(
                new RealmFacts(
                        CodePolicy.DEFAULT,
                        BudgetPolicy.from(new Settings(Map.of())),
                        EnumSet.allOf(Method.class),
                        true,
                        false,
                        false,
                        false,
                        true,
                        false,
                        List.of(),
                        List.of(),
                        List.of(new WayIn(kind, "subject", flow))),
                Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "BROWSER, browser-flow-hole, 6.3.4",
        "DIRECT_GRANT, direct-grant-hole, 6.3.4",
        "CLIENT_BROWSER, client-override-hole, 6.3.4",
        "CLIENT_DIRECT_GRANT, client-override-hole, 6.3.4",
        "CIBA, ciba-hole, 6.3.4",
        "RESET_CREDENTIALS, reset-credentials-hole, 6.4.3",
        "IDENTITY_PROVIDER, identity-provider-hole, 6.3.4"
    })
    void aPasswordAloneIsAHoleWhateverTheWay(WayIn.Kind kind, String rule, String clause) {
        assertThat(findings(kind, PASSWORD)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.clause()).contains(clause);
            assertThat(finding.subject()).isEqualTo("subject");
            assertThat(finding.message()).contains("no step asks for it");
        });
    }

    @ParameterizedTest
    @EnumSource(WayIn.Kind.class)
    void aWayWithoutAFlowOfTheRealmIsAHole(WayIn.Kind kind) {
        assertThat(findings(kind)).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("no flow of the realm is run"));
    }

    @ParameterizedTest
    @EnumSource(WayIn.Kind.class)
    void aWayThatAsksIsNone(WayIn.Kind kind) {
        assertThat(findings(kind, PASSWORD, CODE)).isEmpty();
    }
}
