/** Hands messages over after the request's commit and sends them on threads of their own. */
package dev.twofactor.keycloak.delivery;
