/** The product's tables in Keycloak's own database, and the transactions that touch them. */
package dev.twofactor.keycloak.store;
