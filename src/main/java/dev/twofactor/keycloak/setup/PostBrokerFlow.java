package dev.twofactor.keycloak.setup;

import java.util.List;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A flow for what comes after the login at an identity provider. It is made and not bound: whether a provider's own second
 * factor is enough, only an admin can say of each.
 */
final class PostBrokerFlow {

    static final String ALIAS = "two-factor post broker login";

    private static final String CREATED = "POST_BROKER.created";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Memory memory;

    PostBrokerFlow(KeycloakSession session, RealmModel realm, Memory memory) {
        this.session = session;
        this.realm = realm;
        this.memory = memory;
    }

    void apply() {
        if (realm.getFlowByAlias(ALIAS) != null || memory.text(CREATED).isPresent()) {
            return;
        }
        Flow top = new Flow(realm, realm.addAuthenticationFlow(model()));
        memory.put(CREATED, "yes");
        top.insert(0, Steps.TRUSTED_DEVICE, Requirement.REQUIRED);
        Flow secondFactor = top.insertFlow(
                1, ALIAS + " second factor", "One of the methods that the user has", Requirement.CONDITIONAL);
        secondFactor.insert(0, Steps.CONDITION, Requirement.REQUIRED);
        List<String> methods = Steps.METHODS.stream()
                .filter(step -> Steps.isInstalled(session, step))
                .toList();
        new SecondFactorFlow(secondFactor, session).rebuild(methods);
        top.insert(2, Steps.ENROLLMENT, Requirement.REQUIRED);
    }

    private static AuthenticationFlowModel model() {
        AuthenticationFlowModel model = new AuthenticationFlowModel();
        model.setAlias(ALIAS);
        model.setDescription("The second factor after a login at an identity provider");
        model.setProviderId("basic-flow");
        model.setTopLevel(true);
        model.setBuiltIn(false);
        return model;
    }

    /** @throws SetupException while an identity provider uses it */
    void takeBack() {
        AuthenticationFlowModel flow = realm.getFlowByAlias(ALIAS);
        if (flow == null || memory.text(CREATED).isEmpty()) {
            return;
        }
        if (KeycloakModelUtils.isFlowUsed(session, realm, flow)) {
            throw new SetupException("The flow '" + ALIAS
                    + "' is still used by a client or an identity provider; give that another flow first");
        }
        new Flow(realm, flow).remove();
    }
}
