/** Gathers what the configuration check looks at. */
package dev.twofactor.keycloak.check;
