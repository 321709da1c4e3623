/** One HTTP request to a vendor, bounded in time and size, and never repeated. */
@NullMarked
package dev.twofactor.gateway.transport;

import org.jspecify.annotations.NullMarked;
