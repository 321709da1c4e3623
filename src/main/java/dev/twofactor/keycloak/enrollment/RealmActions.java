package dev.twofactor.keycloak.enrollment;

import dev.twofactor.keycloak.store.RealmContents;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
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

    private static final Logger LOG = Logger.getLogger(RealmActions.class);
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
            addMissing(started.getFactory());
        }
    }

    private static void addMissing(KeycloakSessionFactory sessions) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, RealmActions::addMissing);
        } catch (RuntimeException e) {
            LOG.debugf(
                    "Required actions were not added, perhaps since another node did so: looking again (%s)",
                    e.getClass());
            KeycloakModelUtils.runJobInTransaction(sessions, RealmActions::addMissing);
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
                realm.addRequiredActionProvider(model(realm, action.getKey(), action.getValue(), priority));
            }
            priority += 10;
        }
    }

    private static RequiredActionProviderModel model(RealmModel realm, String id, String name, int priority) {
        RequiredActionProviderModel model = new RequiredActionProviderModel();
        model.setId(rowId(realm, id));
        model.setAlias(id);
        model.setProviderId(id);
        model.setName(name);
        model.setEnabled(true);
        model.setDefaultAction(false);
        model.setPriority(priority);
        return model;
    }

    // The same on every node, so that the database takes it once: by random ids two nodes that start at once would both
    // add it.
    private static String rowId(RealmModel realm, String action) {
        return UUID.nameUUIDFromBytes((realm.getId() + " " + action).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
