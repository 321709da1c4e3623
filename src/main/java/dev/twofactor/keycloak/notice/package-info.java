/** Tells people when their second factors changed, and takes their word when it was not them. */
package dev.twofactor.keycloak.notice;
