/** Text messages: the realm's services, numbers, and the words of a message. */
package dev.twofactor.keycloak.sms;
