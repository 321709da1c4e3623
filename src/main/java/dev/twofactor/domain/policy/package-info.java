/** The settings that a realm chooses for its second factors. */
@NullMarked
package dev.twofactor.domain.policy;

import org.jspecify.annotations.NullMarked;
