package dev.twofactor.keycloak.setup;

import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;
import org.keycloak.services.managers.RealmManager;

/** The public client by which our console page signs admins in. */
public final class ConsoleClient {

    public static final String ID = "two-factor-console";

    private static final String CREATED = "client";

    private ConsoleClient() {}

    /** The client as it is, or a new one; only a new one is taken back later. */
    public static ClientModel ensure(KeycloakSession session, RealmModel realm) {
        ClientModel present = realm.getClientByClientId(ID);
        if (present != null) {
            return present;
        }
        ClientModel created = ClientManager.createClient(session, realm, representation(realm));
        new Memory(created).put(CREATED, "created");
        return created;
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
        client.setAttributes(Map.of("pkce.code.challenge.method", "S256", "post.logout.redirect.uris", "+"));
        return client;
    }
}
