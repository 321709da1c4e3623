package dev.twofactor.keycloak.setup;

import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/** Registers and enables our required actions, each once: an admin may switch one off again. */
final class RequiredActions {

    private static final String REGISTERED = "actions.registered";
    private static final String ENABLED = "actions.enabled";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Memory memory;

    RequiredActions(KeycloakSession session, RealmModel realm, Memory memory) {
        this.session = session;
        this.realm = realm;
        this.memory = memory;
    }

    void apply() {
        for (String action : Steps.ACTIONS) {
            boolean done = memory.has(REGISTERED, action) || memory.has(ENABLED, action);
            if (!done && Steps.isActionInstalled(session, action)) {
                enable(action);
            }
        }
    }

    private void enable(String action) {
        RequiredActionProviderModel present = realm.getRequiredActionProviderByAlias(action);
        if (present == null) {
            realm.addRequiredActionProvider(fresh(action));
            memory.add(REGISTERED, action);
        } else if (!present.isEnabled()) {
            present.setEnabled(true);
            realm.updateRequiredActionProvider(present);
            memory.add(ENABLED, action);
        }
    }

    private RequiredActionProviderModel fresh(String action) {
        RequiredActionFactory factory = (RequiredActionFactory)
                session.getKeycloakSessionFactory().getProviderFactory(RequiredActionProvider.class, action);
        RequiredActionProviderModel model = new RequiredActionProviderModel();
        model.setAlias(action);
        model.setProviderId(action);
        model.setName(factory.getDisplayText());
        model.setEnabled(true);
        model.setDefaultAction(false);
        model.setPriority(nextPriority());
        return model;
    }

    private int nextPriority() {
        return 1
                + realm.getRequiredActionProvidersStream()
                        .mapToInt(RequiredActionProviderModel::getPriority)
                        .max()
                        .orElse(0);
    }

    void takeBack() {
        for (String action : Steps.ACTIONS) {
            RequiredActionProviderModel present = realm.getRequiredActionProviderByAlias(action);
            if (present != null && memory.has(REGISTERED, action)) {
                realm.removeRequiredActionProvider(present);
            } else if (present != null && memory.has(ENABLED, action)) {
                present.setEnabled(false);
                realm.updateRequiredActionProvider(present);
            }
        }
    }
}
