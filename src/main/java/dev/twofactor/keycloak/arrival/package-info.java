/** Tells pages what became of a message, and hears it from vendors. */
package dev.twofactor.keycloak.arrival;
