package dev.twofactor.domain.spend;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message may leave.
 *
 * @param stop null when it may
 * @param findings what an operator wants to know of it
 */
public record Decision(@Nullable Stop stop, List<Finding> findings) {

    public Decision {
        findings = List.copyOf(findings);
    }
}
