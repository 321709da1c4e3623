package dev.twofactor.keycloak.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values of a tag that other people choose: the first so many keep their names, all later ones share one. Thread-safe. */
final class BoundedTag {

    /** What all further values are called. */
    static final String OTHER = "other";
    /** What the lack of a value is called. */
    static final String NONE = "none";

    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param most values with a name of their own, 1 or more */
    BoundedTag(int most) {
        this.most = most;
    }

    /** The tag for this value; null for none. */
    String of(String value) {
        if (value == null || value.isEmpty()) {
            return NONE;
        }
        return known.contains(value) || add(value) ? value : OTHER;
    }

    private synchronized boolean add(String value) {
        return known.contains(value) || (known.size() < most && known.add(value));
    }
}
