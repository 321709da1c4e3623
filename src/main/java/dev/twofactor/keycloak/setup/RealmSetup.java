package dev.twofactor.keycloak.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/** Makes a realm a two-factor realm. It can be called again at any time: what is missing is added, what an admin changed stays. */
public final class RealmSetup {

    private final KeycloakSession session;
    private final RealmModel realm;

    public RealmSetup(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * Makes flows, required actions, console client and role, or brings them up to date.
     *
     * @param bind whether the realm uses the flows from now on; without it, bound flows stay bound
     * @throws SetupException when the realm's own flow has no place for a second factor
     */
    public void apply(boolean bind) {
        Memory memory = new Memory(ConsoleClient.ensure(session, realm));
        HelpDeskRole.ensure(realm, memory);
        new RequiredActions(session, realm, memory).apply();
        new Roles(realm, memory).apply();
        new BrowserFlow(session, realm, memory).apply(BoundFlow.BROWSER.ensure(session, realm, memory));
        new DirectGrantFlow(session, memory).apply(BoundFlow.DIRECT_GRANT.ensure(session, realm, memory));
        new ResetFlow(session, memory).apply(BoundFlow.RESET_CREDENTIALS.ensure(session, realm, memory));
        new PostBrokerFlow(session, realm, memory).apply();
        if (bind) {
            for (BoundFlow flow : BoundFlow.values()) {
                flow.bind(realm, memory);
            }
        }
    }

    /**
     * Leaves the realm as it was before {@link #apply}; does nothing where it was not called.
     *
     * @return whether there was anything to take back
     * @throws SetupException when a client or an identity provider still uses one of the flows, or what was used before is not known
     */
    public boolean takeBack() {
        ClientModel client = realm.getClientByClientId(ConsoleClient.ID);
        if (client == null) {
            refuseFlowsWithoutMemory();
            return false;
        }
        Memory memory = new Memory(client);
        for (BoundFlow flow : BoundFlow.values()) {
            flow.takeBack(session, realm, memory);
        }
        new PostBrokerFlow(session, realm, memory).takeBack();
        new RequiredActions(session, realm, memory).takeBack();
        HelpDeskRole.takeBack(realm, memory);
        Roles roles = new Roles(realm, memory);
        boolean made = roles.isMade();
        // Keycloak's cache forgets all clients with a role, and cannot remove one that it forgot.
        ConsoleClient.takeBack(session, realm, client);
        if (made) {
            roles.remove();
        }
        return true;
    }

    private void refuseFlowsWithoutMemory() {
        for (BoundFlow flow : BoundFlow.values()) {
            if (flow.exists(realm)) {
                throw new SetupException("The client '" + ConsoleClient.ID
                        + "' is gone, and with it what the realm used before; bind the browser flow and the direct grant"
                        + " flow that it shall use, then delete the flow '" + flow.alias() + "' by hand");
            }
        }
    }

    /** What there is: {@code done}, {@code bound}, whether the direct grant asks for more than the password, the names of flows and client, and the enabled required actions of ours. */
    public Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        boolean flows = Stream.of(BoundFlow.values()).allMatch(flow -> flow.exists(realm));
        state.put("done", flows && realm.getClientByClientId(ConsoleClient.ID) != null);
        state.put("bound", Stream.of(BoundFlow.values()).allMatch(flow -> flow.isBound(realm)));
        state.put("browserFlow", BoundFlow.BROWSER.alias());
        state.put("directGrantFlow", BoundFlow.DIRECT_GRANT.alias());
        state.put("resetCredentialsFlow", BoundFlow.RESET_CREDENTIALS.alias());
        state.put("postBrokerLoginFlow", PostBrokerFlow.ALIAS);
        state.put("directGrantAsksForCode", directGrantAsksForCode());
        state.put("client", ConsoleClient.ID);
        state.put("requiredActions", enabledActions());
        return state;
    }

    private boolean directGrantAsksForCode() {
        return Stream.ofNullable(realm.getDirectGrantFlow())
                .flatMap(flow -> new Flow(realm, flow).enabledTree())
                .flatMap(flow -> flow.executions().stream())
                .anyMatch(step -> step.isEnabled()
                        && Steps.DIRECT_GRANT.equals(step.getAuthenticator())
                        && Steps.isInstalled(session, Steps.DIRECT_GRANT));
    }

    private List<String> enabledActions() {
        return Steps.ACTIONS.stream()
                .filter(action -> {
                    RequiredActionProviderModel model = realm.getRequiredActionProviderByAlias(action);
                    return model != null && model.isEnabled();
                })
                .toList();
    }
}
