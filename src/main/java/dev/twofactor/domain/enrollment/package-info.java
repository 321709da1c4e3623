/** Who has to set up a second factor, who may put it off, and whom to ask. */
@NullMarked
package dev.twofactor.domain.enrollment;

import org.jspecify.annotations.NullMarked;
