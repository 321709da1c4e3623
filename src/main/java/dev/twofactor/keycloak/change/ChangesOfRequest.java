package dev.twofactor.keycloak.change;

import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** All that one request changed of a user's second factors, told after the changes themselves. */
public record ChangesOfRequest(KeycloakSession session, RealmModel realm, UserModel user, List<MethodChange> changes)
        implements ProviderEvent {}
