package dev.twofactor.keycloak.setup;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.keycloak.models.ClientModel;

/**
 * What a set-up remembers, to change nothing twice and to take back all: kept as attributes of the console client, because a realm's
 * own attributes go when any tool stores the realm. Flows are named by alias, which export and import keep.
 */
final class Memory {

    private static final String PREFIX = "two-factor.setup.";

    private final ClientModel client;

    Memory(ClientModel client) {
        this.client = client;
    }

    Optional<String> text(String key) {
        String value = client.getAttribute(PREFIX + key);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    void put(String key, String value) {
        client.setAttribute(PREFIX + key, value);
    }

    void forget(String key) {
        client.removeAttribute(PREFIX + key);
    }

    boolean has(String key, String word) {
        return words(key).contains(word);
    }

    void add(String key, String word) {
        Set<String> words = words(key);
        words.add(word);
        put(key, String.join(",", words));
    }

    Set<String> words(String key) {
        return text(key)
                .map(value -> new LinkedHashSet<>(Arrays.asList(value.split(","))))
                .orElseGet(LinkedHashSet::new);
    }

    /** Takes every trace away. */
    void clear() {
        Map<String, String> all = new TreeMap<>(client.getAttributes());
        all.keySet().stream().filter(key -> key.startsWith(PREFIX)).forEach(client::removeAttribute);
    }
}
