/** What would come of requiring a second factor, before anybody is required to have one. */
@NullMarked
package dev.twofactor.domain.preview;

import org.jspecify.annotations.NullMarked;
