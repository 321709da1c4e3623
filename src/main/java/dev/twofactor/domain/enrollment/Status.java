package dev.twofactor.domain.enrollment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How it stands with a user's second factors; of several that are true the first counts. */
public enum Status {
    /** So many wrong codes within 24 hours that no further one is compared. */
    LOCKED,
    /** Has at least one that is asked for. */
    ENABLED,
    /** Has at least one, and has switched them off. */
    OFF,
    /** Has none, and must set one up at the next login. */
    PENDING,
    /** Has none. */
    NONE;

    /** Its name in our REST. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The status of that name; empty for any other text. */
    public static Optional<Status> of(String key) {
        return Arrays.stream(values())
                .filter(status -> status.key().equals(key))
                .findFirst();
    }
}
