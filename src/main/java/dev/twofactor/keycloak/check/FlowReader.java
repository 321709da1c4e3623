package dev.twofactor.keycloak.check;

import dev.twofactor.domain.check.FlowStep;
import dev.twofactor.domain.check.FlowStep.Kind;
import dev.twofactor.domain.check.FlowStep.Need;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads a flow of the realm into what the check knows of steps. */
final class FlowReader {

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("two-factor-sms", Kind.SECOND_FACTOR),
            Map.entry("two-factor-email", Kind.SECOND_FACTOR),
            Map.entry("two-factor-totp", Kind.SECOND_FACTOR),
            Map.entry("two-factor-direct-grant", Kind.SECOND_FACTOR),
            Map.entry("auth-otp-form", Kind.SECOND_FACTOR),
            Map.entry("webauthn-authenticator", Kind.SECOND_FACTOR),
            Map.entry("auth-recovery-authn-code-form", Kind.SECOND_FACTOR),
            Map.entry("webauthn-authenticator-passwordless", Kind.BOTH_FACTORS),
            Map.entry("auth-username-password-form", Kind.FIRST_FACTOR),
            Map.entry("auth-password-form", Kind.FIRST_FACTOR),
            Map.entry("auth-spnego", Kind.FIRST_FACTOR),
            Map.entry("auth-x509-client-username-form", Kind.FIRST_FACTOR),
            Map.entry("direct-grant-validate-password", Kind.FIRST_FACTOR),
            Map.entry("auth-cookie", Kind.SESSION),
            Map.entry("identity-provider-redirector", Kind.ELSEWHERE),
            Map.entry("organization", Kind.ELSEWHERE),
            Map.entry("two-factor-trusted-device", Kind.TRUST));

    private static final Set<String> USUAL =
            Set.of("two-factor-condition", "conditional-user-configured", "conditional-credential");

    private static final String LEVEL = "conditional-level-of-authentication";

    private final KeycloakSession session;
    private final RealmModel realm;

    FlowReader(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The flow with all inside it. */
    FlowStep read(AuthenticationFlowModel flow) {
        return new FlowStep(flow.getAlias(), Need.REQUIRED, Kind.FLOW, steps(flow.getId()));
    }

    /** Whether a step of this provider is in use anywhere in the flow. */
    boolean uses(AuthenticationFlowModel flow, String provider) {
        return executions(flow.getId()).stream()
                .filter(AuthenticationExecutionModel::isEnabled)
                .anyMatch(step -> step.isAuthenticatorFlow()
                        ? uses(realm.getAuthenticationFlowById(step.getFlowId()), provider)
                        : provider.equals(step.getAuthenticator()));
    }

    /** Whether the flow tells levels of authentication apart. */
    boolean hasLevels(AuthenticationFlowModel flow) {
        return uses(flow, LEVEL);
    }

    private List<FlowStep> steps(String flowId) {
        return executions(flowId).stream().map(this::step).toList();
    }

    private List<AuthenticationExecutionModel> executions(String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId)
                .sorted(Comparator.comparingInt(AuthenticationExecutionModel::getPriority))
                .toList();
    }

    private FlowStep step(AuthenticationExecutionModel execution) {
        Need need = Need.valueOf(execution.getRequirement().name());
        if (execution.isAuthenticatorFlow()) {
            AuthenticationFlowModel flow = realm.getAuthenticationFlowById(execution.getFlowId());
            return new FlowStep(flow.getAlias(), need, Kind.FLOW, steps(flow.getId()));
        }
        String provider = String.valueOf(execution.getAuthenticator());
        return new FlowStep(provider, need, kind(provider), List.of());
    }

    private Kind kind(String provider) {
        if (USUAL.contains(provider)) {
            return Kind.USUAL_CONDITION;
        }
        boolean condition = session.getKeycloakSessionFactory().getProviderFactory(Authenticator.class, provider)
                instanceof ConditionalAuthenticatorFactory;
        return condition ? Kind.OTHER_CONDITION : KINDS.getOrDefault(provider, Kind.OTHER);
    }
}
