/** Second factors of people who have no account yet: proved first, stored with the account. */
package dev.twofactor.keycloak.registration;
