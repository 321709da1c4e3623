/** Shows what takes how long in Keycloak's own traces, where they are on. */
package dev.twofactor.keycloak.tracing;
