/** A telephone and a mailbox for the demo and the tests: catches text messages by Twilio's API and mail by SMTP. */
package dev.twofactor.inbox;
