/** What would come of requiring a second factor in a realm; reads and changes nothing. */
package dev.twofactor.keycloak.preview;
