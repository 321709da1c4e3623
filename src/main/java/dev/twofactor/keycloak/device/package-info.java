/** Trusted browsers: their cookie, their rows, their place among a user's credentials, and what ends them. */
package dev.twofactor.keycloak.device;
