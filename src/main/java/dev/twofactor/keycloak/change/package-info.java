/** Changes of people's second factors, told to whoever wants to hear of them. */
package dev.twofactor.keycloak.change;
