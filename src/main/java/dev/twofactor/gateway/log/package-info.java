/** Text messages that go nowhere but into a log: for development. */
@NullMarked
package dev.twofactor.gateway.log;

import org.jspecify.annotations.NullMarked;
