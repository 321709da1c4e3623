/** How a message leaves and what became of it: the port that every vendor implements, and its results. */
@NullMarked
package dev.twofactor.domain.delivery;

import org.jspecify.annotations.NullMarked;
