package dev.twofactor.keycloak.setup;

import dev.twofactor.keycloak.store.RealmContents;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;
import org.keycloak.services.managers.RealmManager;

/** The public client by which our console page signs admins in. */
public final class ConsoleClient {

    public static final String ID = "two-factor-console";

    private static final Logger LOG = Logger.getLogger(ConsoleClient.class);
    private static final String CREATED = "client";

    private ConsoleClient() {}

    /**
     * Makes the client of the realm of the server's administrators, by which they come into the console of a realm that is not set up
     * yet. Another node may do the same at this moment; a start never fails for it.
     */
    public static void prepare(KeycloakSessionFactory sessions) {
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, ConsoleClient::prepare);
        } catch (RuntimeException e) {
            if (!isThere(sessions)) {
                LOG.warnf(
                        "Administrators of the server cannot sign in to the two-factor console: the client %s of realm %s was not made (%s)",
                        ID, Config.getAdminRealm(), e.getClass().getName());
            }
        }
    }

    private static void prepare(KeycloakSession session) {
        RealmModel admins = session.realms().getRealmByName(Config.getAdminRealm());
        if (admins != null && !new RealmContents(session).hasClient(admins.getId(), ID)) {
            session.getContext().setRealm(admins);
            make(session, admins);
        }
    }

    // Another node may have been quicker.
    private static boolean isThere(KeycloakSessionFactory sessions) {
        try {
            return KeycloakModelUtils.runJobInTransactionWithResult(sessions, ConsoleClient::isPrepared);
        } catch (RuntimeException e) {
            LOG.debugf(e, "The client %s could not be looked for", ID);
            return false;
        }
    }

    private static boolean isPrepared(KeycloakSession session) {
        RealmModel admins = session.realms().getRealmByName(Config.getAdminRealm());
        return admins != null && new RealmContents(session).hasClient(admins.getId(), ID);
    }

    /** The client as it is, or a new one; only a new one is taken back later. */
    static ClientModel ensure(KeycloakSession session, RealmModel realm) {
        ClientModel present = realm.getClientByClientId(ID);
        if (present != null) {
            return present;
        }
        ClientModel created = make(session, realm);
        new Memory(created).put(CREATED, "created");
        return created;
    }

    private static ClientModel make(KeycloakSession session, RealmModel realm) {
        return ClientManager.createClient(session, realm, representation(realm));
    }

    static void takeBack(KeycloakSession session, RealmModel realm, ClientModel client) {
        Memory memory = new Memory(client);
        if (memory.text(CREATED).isPresent()) {
            new ClientManager(new RealmManager(session)).removeClient(realm, client);
        } else {
            memory.clear();
        }
    }

    private static ClientRepresentation representation(RealmModel realm) {
        String page = "/realms/" + realm.getName() + "/two-factor/console/";
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(ID);
        client.setName("Two-Factor Console");
        client.setProtocol("openid-connect");
        client.setEnabled(true);
        client.setPublicClient(true);
        client.setStandardFlowEnabled(true);
        client.setImplicitFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        client.setServiceAccountsEnabled(false);
        client.setFullScopeAllowed(true);
        client.setRootUrl(Constants.AUTH_BASE_URL_PROP);
        client.setBaseUrl(page);
        client.setRedirectUris(List.of(page + "*"));
        client.setWebOrigins(List.of());
        // Whoever administers a hundred realms has a full token that is too long for a header.
        client.setAttributes(Map.of(
                "pkce.code.challenge.method",
                "S256",
                "post.logout.redirect.uris",
                "+",
                Constants.USE_LIGHTWEIGHT_ACCESS_TOKEN_ENABLED,
                "true"));
        return client;
    }
}
