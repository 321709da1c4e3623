package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.spend.NetworkAddress;
import dev.twofactor.domain.spend.Source;
import dev.twofactor.keycloak.registration.NewcomerCodes;
import dev.twofactor.keycloak.registration.RegistrarRole;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.representations.AccessToken;

/** An application that registers people: a confidential client whose own account has the role for it. */
record Registrar(KeycloakSession session, RealmModel realm, ClientModel client) {

    /** @throws Problem when it may not */
    static Registrar of(KeycloakSession session, SignedIn signedIn) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = signedIn.client();
        RoleModel role = realm.getRole(RegistrarRole.NAME);
        boolean own = client.getId().equals(signedIn.user().getServiceAccountClientLink());
        if (role == null
                || !own
                || client.isPublicClient()
                || !client.isServiceAccountsEnabled()
                || !signedIn.user().hasRole(role)
                || !isIn(BearerToken.withRealmRoles(session, signedIn))) {
            throw new Problem(Problem.Kind.NOT_ALLOWED);
        }
        return new Registrar(session, realm, client);
    }

    private static boolean isIn(AccessToken token) {
        AccessToken.Access access = token.getRealmAccess();
        return access != null && access.isUserInRole(RegistrarRole.NAME);
    }

    /** Codes of the people it registers, counted against it and against the address that it names, if it does. */
    NewcomerCodes codes(Json body) {
        String named = body.textOrNull("ipAddress");
        NetworkAddress address = NetworkAddress.of(
                named == null ? session.getContext().getConnection().getRemoteAddr() : named);
        return new NewcomerCodes(session, realm, new Source(address, client.getId()), "client " + client.getId());
    }

    EventBuilder event(EventType type) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .event(type)
                .client(client);
    }

    @Override
    public String toString() {
        return "Registrar[" + client.getClientId() + "]";
    }
}
