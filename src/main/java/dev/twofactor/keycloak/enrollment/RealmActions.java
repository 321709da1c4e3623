package dev.twofactor.keycloak.enrollment;

import dev.twofactor.keycloak.store.RealmContents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmModel.RealmPostCreateEvent;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Makes our actions known to every realm: when it is made or imported (a realm file's list replaces all defaults), and at
 * the server's start for those that were there before us. What an administrator changed or disabled stays so.
 */
final class RealmActions implements ProviderEventListener {

    private static final Map<String, String> ACTIONS = new LinkedHashMap<>();
    /** Behind all of Keycloak's own but the last. */
    private static final int FIRST_PRIORITY = 140;

    static {
        ACTIONS.put(ChooseMethodFactory.PROVIDER_ID, "Two-Factor: set up a second factor");
        ACTIONS.put(EnrollSmsFactory.PROVIDER_ID, "Two-Factor: set up codes by text message");
        ACTIONS.put(EnrollEmailFactory.PROVIDER_ID, "Two-Factor: set up codes by email");
        ACTIONS.put("two-factor-settings", "Two-Factor: settings");
        ACTIONS.put("two-factor-trust", "Two-Factor: offer to trust the browser");
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof RealmPostCreateEvent created) {
            addMissing(created.getCreatedRealm());
        } else if (event instanceof PostMigrationEvent started) {
            KeycloakModelUtils.runJobInTransaction(started.getFactory(), RealmActions::addMissing);
        }
    }

    private static void addMissing(KeycloakSession session) {
        for (String id : new RealmContents(session).realmsLacking(ACTIONS.keySet())) {
            addMissing(session.realms().getRealm(id));
        }
    }

    private static void addMissing(RealmModel realm) {
        int priority = FIRST_PRIORITY;
        for (Map.Entry<String, String> action : ACTIONS.entrySet()) {
            if (realm.getRequiredActionProviderByAlias(action.getKey()) == null) {
                realm.addRequiredActionProvider(model(action.getKey(), action.getValue(), priority));
            }
            priority += 10;
        }
    }

    private static RequiredActionProviderModel model(String id, String name, int priority) {
        RequiredActionProviderModel model = new RequiredActionProviderModel();
        model.setAlias(id);
        model.setProviderId(id);
        model.setName(name);
        model.setEnabled(true);
        model.setDefaultAction(false);
        model.setPriority(priority);
        return model;
    }
}
