/** What other providers and realm files name: the text message service and the policy. */
package dev.twofactor.keycloak;
