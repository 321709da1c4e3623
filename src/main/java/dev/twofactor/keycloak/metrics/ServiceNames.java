package dev.twofactor.keycloak.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What services are called in metrics: by their title, since nobody knows an id; those with one title are one. Thread-safe. */
final class ServiceNames {

    private static final int MOST_NAMES = 50;
    private static final int MOST_SERVICES = 10_000;

    /** Beside those of services. */
    private static final String MAIL_SERVER = "smtp";

    private final BoundedTag names = new BoundedTag(MOST_NAMES + 1);
    private final Map<String, String> titles = new ConcurrentHashMap<>();

    ServiceNames() {
        learn(MAIL_SERVER, MAIL_SERVER);
        of(MAIL_SERVER);
    }

    /**
     * Learns a service's name; called before it is used.
     *
     * @param id of its component
     * @param title its title, or the vendor's name where it has none
     */
    void learn(String id, String title) {
        if (!title.equals(titles.get(id))) {
            if (titles.size() >= MOST_SERVICES) {
                titles.clear();
                titles.put(MAIL_SERVER, MAIL_SERVER);
            }
            titles.put(id, title);
        }
    }

    /** The tag of a service. */
    String of(String id) {
        return names.of(titles.getOrDefault(id, BoundedTag.OTHER));
    }
}
