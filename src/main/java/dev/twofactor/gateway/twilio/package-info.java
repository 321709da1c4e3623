/** Text messages by Twilio: twilio-java speaks the protocol, our own transport carries it. */
@NullMarked
package dev.twofactor.gateway.twilio;

import org.jspecify.annotations.NullMarked;
