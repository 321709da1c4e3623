/** Makes a realm a two-factor realm by one call, and takes it back. */
package dev.twofactor.keycloak.setup;
