/** What one server shares: its options, sender threads and transactions; wires the domain to a session. */
package dev.twofactor.keycloak.server;
