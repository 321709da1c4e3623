/** Takes away rows that have served their time. */
package dev.twofactor.keycloak.purge;
