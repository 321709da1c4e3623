/** The steps of a browser login. */
package dev.twofactor.keycloak.login;
