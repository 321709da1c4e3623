/** The text message services that come with the product, as realm components. */
package dev.twofactor.keycloak.service;
