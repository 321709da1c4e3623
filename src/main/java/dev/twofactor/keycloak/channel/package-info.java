/** All channels there are. */
package dev.twofactor.keycloak.channel;
