/** Trust in browsers: what it is, when it stands, when it ends. */
@NullMarked
package dev.twofactor.domain.device;

import org.jspecify.annotations.NullMarked;
