/** Taking the second factors of a whole realm away, in small steps that survive a restart. */
package dev.twofactor.keycloak.reset;
