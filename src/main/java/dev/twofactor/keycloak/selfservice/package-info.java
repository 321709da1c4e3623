/** The user's own second factors over REST, for applications with pages of their own. */
package dev.twofactor.keycloak.selfservice;
