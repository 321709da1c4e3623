package dev.twofactor.keycloak.setup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticatorConfigModel;
import org.keycloak.models.KeycloakSession;

/**
 * Finds the sub-flows that ask for a second factor: ours, and those that ask as Keycloak's own does. One that has other conditions
 * (a level, a role) or requires more than a code must stay as strong as its admin made it, so it is none of them.
 */
final class SecondFactorFlows {

    private static final Set<String> CONDITIONS = Set.of(Steps.CONDITION, Steps.KEYCLOAKS_CONDITION);

    private final KeycloakSession session;
    private final SetUpFlows setUp;

    SecondFactorFlows(KeycloakSession session, SetUpFlows setUp) {
        this.session = session;
        this.setUp = setUp;
    }

    /** Wherever they stand in an enabled part of this flow. */
    Stream<Flow> in(Flow top) {
        return top.enabledTree().flatMap(flow -> flow.executions().stream().flatMap(each -> here(flow, each).stream()));
    }

    /** Those that everybody passes who passed this step of this flow. */
    Stream<Flow> behind(Flow top, Flow flow, AuthenticationExecutionModel step) {
        Stream<Flow> beside = step.getRequirement() == Requirement.ALTERNATIVE
                ? Stream.empty()
                : flow.executions().stream().skip(flow.placeOf(step) + 1L).flatMap(each -> passed(flow, each));
        Stream<Flow> further = top.parentOf(flow).stream()
                .flatMap(parent -> behind(top, parent, parent.executionOf(flow).orElseThrow()));
        return Stream.concat(beside, further);
    }

    private Stream<Flow> passed(Flow parent, AuthenticationExecutionModel execution) {
        Optional<Flow> here = here(parent, execution);
        return here.isEmpty() && execution.isRequired()
                ? parent.inside(execution).stream()
                        .flatMap(flow -> flow.executions().stream().flatMap(each -> passed(flow, each)))
                : here.stream();
    }

    // Whether one that was set up once is asked, or is switched off, is the admin's decision.
    private Optional<Flow> here(Flow parent, AuthenticationExecutionModel execution) {
        return parent.inside(execution)
                .filter(flow -> setUp.contains(flow) || execution.isConditional() && asksAsKeycloaksOwn(flow));
    }

    private boolean asksAsKeycloaksOwn(Flow flow) {
        List<AuthenticationExecutionModel> enabled = flow.executions().stream()
                .filter(AuthenticationExecutionModel::isEnabled)
                .toList();
        return enabled.stream().anyMatch(each -> is(each, CONDITIONS))
                && (flow.has(Steps.CONDITION) || Steps.METHODS.stream().anyMatch(flow::has))
                && enabled.stream().noneMatch(Steps::isPassword)
                && enabled.stream()
                        .filter(each -> Steps.isCondition(session, each))
                        .allMatch(each -> is(each, CONDITIONS) || isPasskeyDefault(flow, each))
                && requiresACodeAtMost(enabled);
    }

    private boolean requiresACodeAtMost(List<AuthenticationExecutionModel> enabled) {
        List<AuthenticationExecutionModel> required = enabled.stream()
                .filter(each -> each.isRequired() || each.isConditional())
                .filter(each -> !Steps.isCondition(session, each))
                .toList();
        return required.isEmpty() || required.size() == 1 && is(required.get(0), Steps.CODES);
    }

    private static boolean isPasskeyDefault(Flow flow, AuthenticationExecutionModel execution) {
        if (!is(execution, Set.of(Steps.PASSKEY_CONDITION)) || execution.getAuthenticatorConfig() == null) {
            return false;
        }
        AuthenticatorConfigModel config = flow.realm().getAuthenticatorConfigById(execution.getAuthenticatorConfig());
        Map<String, String> settings = config == null ? Map.of() : config.getConfig();
        return "webauthn-passwordless".equals(settings.get("credentials"))
                && !Boolean.parseBoolean(settings.get("included"));
    }

    private static boolean is(AuthenticationExecutionModel execution, Set<String> authenticators) {
        return execution.getAuthenticator() != null && authenticators.contains(execution.getAuthenticator());
    }
}
