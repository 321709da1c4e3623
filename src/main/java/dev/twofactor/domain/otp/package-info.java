/** The life of a code: issue, resend, verify, count. One implementation for every channel and entry point. */
@NullMarked
package dev.twofactor.domain.otp;

import org.jspecify.annotations.NullMarked;
