/** What somebody must have shown a moment ago before second factors may be changed. */
@NullMarked
package dev.twofactor.domain.stepup;

import org.jspecify.annotations.NullMarked;
