/** Of whom the policy requires a second factor. */
package dev.twofactor.keycloak.duty;
