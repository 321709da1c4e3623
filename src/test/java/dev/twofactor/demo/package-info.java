/** The demo: a real Keycloak with the provider, a realm to try, and an inbox for what it sends. */
package dev.twofactor.demo;
