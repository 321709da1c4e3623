/** A ready check before a second message: Twilio Lookup, off unless an operator switches it on. */
package dev.twofactor.keycloak.lookup;
