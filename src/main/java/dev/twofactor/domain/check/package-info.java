/** Judges a realm's settings by published rules: each finding names rule, clause and what to do. */
@NullMarked
package dev.twofactor.domain.check;

import org.jspecify.annotations.NullMarked;
