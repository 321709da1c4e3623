/** The load benchmark: whole logins at a real Keycloak, and what they cost it. */
package dev.twofactor.benchmark;
