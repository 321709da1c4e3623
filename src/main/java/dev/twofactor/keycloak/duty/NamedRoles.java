package dev.twofactor.keycloak.duty;

import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Roles as the policy names them: {@code role} for one of the realm, {@code client.role} for one of a client. */
public final class NamedRoles {

    private NamedRoles() {}

    /** All that the name may mean: both a client's id and a role's name may have dots in them. */
    public static Stream<RoleModel> of(RealmModel realm, String name) {
        Stream<RoleModel> ofClients = IntStream.range(0, name.length())
                .filter(at -> name.charAt(at) == '.')
                .mapToObj(at -> ofClient(realm, name.substring(0, at), name.substring(at + 1)));
        return Stream.concat(Stream.of(name).map(realm::getRole), ofClients).filter(Objects::nonNull);
    }

    private static RoleModel ofClient(RealmModel realm, String clientId, String name) {
        ClientModel client = realm.getClientByClientId(clientId);
        return client == null ? null : client.getRole(name);
    }
}
