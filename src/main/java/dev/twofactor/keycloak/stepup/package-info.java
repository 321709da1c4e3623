/** Fresh proof of a second factor, before anybody changes one. */
package dev.twofactor.keycloak.stepup;
