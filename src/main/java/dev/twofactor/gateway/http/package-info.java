/** Text messages by any vendor with an API over HTTP, described by settings. */
@NullMarked
package dev.twofactor.gateway.http;

import org.jspecify.annotations.NullMarked;
