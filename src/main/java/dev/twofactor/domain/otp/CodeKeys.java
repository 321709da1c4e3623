package dev.twofactor.domain.otp;

import java.util.Optional;

/** Where the realm's keys come from. */
public interface CodeKeys {

    /** The key for new codes. */
    CodeKey active();

    /** The key of an older code; empty when the realm no longer has it, which makes the code expired. */
    Optional<CodeKey> byId(String id);
}
