package dev.twofactor.keycloak.change;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Somebody who reads the user's mail says that what we told of was not the user's doing. All sessions are ended already;
 * whoever keeps something else that lets a browser in ends it now, in the session's own transaction.
 */
public record AccountReported(KeycloakSession session, RealmModel realm, UserModel user) implements ProviderEvent {}
