package dev.twofactor.keycloak.preview;

import dev.twofactor.domain.preview.Application;
import dev.twofactor.domain.preview.Effect;
import dev.twofactor.keycloak.AllowedMethods;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.duty.FlowInForce;
import dev.twofactor.keycloak.duty.ImposedEnrollment;
import dev.twofactor.keycloak.enrollment.OfferedMethod;
import dev.twofactor.keycloak.enrollment.OfferedMethods;
import dev.twofactor.keycloak.stepup.AskedFactors;
import dev.twofactor.keycloak.store.RequirementRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/** What a policy would mean for a realm; reads and changes nothing. */
public final class RequirementPreview {

    private static final String CIBA = "oidc.ciba.grant.enabled";
    private static final String GRANT_STEP = "two-factor-direct-grant";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final TwoFactorPolicy policy;
    private final List<OfferedMethod> offered;
    private final boolean realmGrantAsks;

    /** @param policy the one to try, whatever the realm's own is */
    public RequirementPreview(KeycloakSession session, RealmModel realm, TwoFactorPolicy policy) {
        this.session = session;
        this.realm = realm;
        this.policy = policy;
        this.offered = OfferedMethods.of(session, realm, policy);
        this.realmGrantAsks = asksAtGrant(realm.getDirectGrantFlow());
    }

    /** What decides on each user. */
    public RequirementRules rules() {
        Set<String> types = typesThatCount();
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        return new RequirementRules(
                realm.getId(),
                new NamedPopulation(session, realm).of(policy.enrollment()),
                types.isEmpty() ? Set.of("none") : types,
                policy.enrollment().enrollsAnew(now) ? policy.enrollment().enrolledAfter() : null,
                policy.methods().emailWithoutEnrolling() && types.contains(OfferedMethod.EMAIL.credentialType()),
                offered.contains(OfferedMethod.EMAIL),
                offered.contains(OfferedMethod.SMS));
    }

    /** What keeps a requirement from working in this realm as it is: names that stay the same; empty when nothing does. */
    public List<String> obstacles() {
        List<String> obstacles = new ArrayList<>();
        if (FlowInForce.of(realm).isEmpty()) {
            obstacles.add("no-enrollment-step");
        }
        RequiredActionProviderModel action = realm.getRequiredActionProviderByAlias(ImposedEnrollment.ACTION);
        if (action == null || !action.isEnabled()) {
            obstacles.add("action-disabled");
        }
        if (offered.isEmpty()) {
            obstacles.add("nothing-to-set-up");
        }
        return obstacles;
    }

    /** What it means for this application. */
    public Stream<Effect> effects(ClientModel client) {
        return Effect.of(new Application(
                client.getClientId(),
                FlowInForce.of(realm, client).isPresent(),
                client.isServiceAccountsEnabled(),
                client.isDirectAccessGrantsEnabled(),
                grantAsks(client),
                Boolean.parseBoolean(client.getAttribute(CIBA))));
    }

    /** Whether who comes from this provider is asked for a second factor then. */
    public boolean asksAfter(IdentityProviderModel provider) {
        String flow = provider.getPostBrokerLoginFlowId();
        return flow != null
                && realm.getAuthenticationFlowById(flow) != null
                && AskedFactors.in(session, realm, flow).stream().anyMatch(FactorTypes.ALL::contains);
    }

    private Set<String> typesThatCount() {
        AllowedMethods allowed = AllowedMethods.of(policy);
        Set<String> asked =
                AskedFactors.in(session, realm, realm.getBrowserFlow().getId());
        return FactorTypes.ALL.stream()
                .filter(type -> allowed.allows(type) && asked.contains(type))
                .collect(Collectors.toSet());
    }

    private boolean grantAsks(ClientModel client) {
        String own = client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.DIRECT_GRANT_BINDING);
        AuthenticationFlowModel flow = own == null ? null : realm.getAuthenticationFlowById(own);
        return flow == null ? realmGrantAsks : asksAtGrant(flow);
    }

    private boolean asksAtGrant(AuthenticationFlowModel flow) {
        return flow != null && hasGrantStep(flow.getId());
    }

    private boolean hasGrantStep(String flowId) {
        return realm.getAuthenticationExecutionsStream(flowId)
                .filter(AuthenticationExecutionModel::isEnabled)
                .anyMatch(step -> step.isAuthenticatorFlow()
                        ? hasGrantStep(step.getFlowId())
                        : GRANT_STEP.equals(step.getAuthenticator()));
    }
}
