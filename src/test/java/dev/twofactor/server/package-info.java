/** Real Keycloak servers for the demo and the tests: taken from Maven, built once, started and ended as processes. */
package dev.twofactor.server;
