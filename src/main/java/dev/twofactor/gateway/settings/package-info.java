/** Typed reading of a service's settings; what is wrong names the key and never the value. */
@NullMarked
package dev.twofactor.gateway.settings;

import org.jspecify.annotations.NullMarked;
