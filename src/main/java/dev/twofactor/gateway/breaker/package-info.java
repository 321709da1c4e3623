/** Circuit breakers for services, by Failsafe. */
@NullMarked
package dev.twofactor.gateway.breaker;

import org.jspecify.annotations.NullMarked;
