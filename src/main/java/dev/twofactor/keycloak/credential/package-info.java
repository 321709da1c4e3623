/** Phones and addresses as Keycloak's credentials: what all channels have in common. */
package dev.twofactor.keycloak.credential;
