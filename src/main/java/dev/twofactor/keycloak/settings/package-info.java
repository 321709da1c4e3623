/** The page on which people manage their second factors. */
package dev.twofactor.keycloak.settings;
