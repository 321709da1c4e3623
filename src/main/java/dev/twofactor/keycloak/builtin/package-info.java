/** Keycloak's own second factors behind the same step-up as ours: its classes with a gate before them. */
package dev.twofactor.keycloak.builtin;
