/** The one shape of refusals (RFC 9457). */
package dev.twofactor.keycloak.problem;
