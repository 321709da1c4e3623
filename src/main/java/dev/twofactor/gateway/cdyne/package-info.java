/** Text messages by CDYNE, now Esendex US. */
@NullMarked
package dev.twofactor.gateway.cdyne;

import org.jspecify.annotations.NullMarked;
