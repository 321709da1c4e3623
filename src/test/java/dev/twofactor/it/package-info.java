/** The stories of the product, told by tests against a real Keycloak, and the kit they stand on. */
package dev.twofactor.it;
