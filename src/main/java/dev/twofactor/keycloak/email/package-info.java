/** Codes by email: addresses, the mail and its way through Keycloak's own mail providers. */
package dev.twofactor.keycloak.email;
