package dev.twofactor.keycloak.setup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The second-factor sub-flows that a set-up made or changed already: from then on they are the admin's. */
final class SetUpFlows {

    private final Memory memory;
    private final String key;

    SetUpFlows(Memory memory, BoundFlow kind) {
        this.memory = memory;
        this.key = kind.name() + ".second-factors";
    }

    boolean contains(Flow flow) {
        return memory.has(key, word(flow));
    }

    void add(Flow flow) {
        memory.add(key, word(flow));
    }

    // Names may have commas, which part the words.
    private static String word(Flow flow) {
        return URLEncoder.encode(flow.model().getAlias(), StandardCharsets.UTF_8);
    }
}
