/** Counts what happens for Keycloak's own metrics endpoint, in few series each; the names stand in docs/metrics.md. */
package dev.twofactor.keycloak.metrics;
