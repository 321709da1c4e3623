/** The second factor at the token endpoint, for applications that take the password themselves. */
package dev.twofactor.keycloak.directgrant;
