package dev.twofactor.keycloak.setup;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The second-factor sub-flows that a set-up made or changed already: from then on they are the admin's. */
final class SetUpFlows {

    private static final String KEY = BoundFlow.BROWSER.name() + ".second-factors";

    private final Memory memory;

    SetUpFlows(Memory memory) {
        this.memory = memory;
    }

    boolean contains(Flow flow) {
        return memory.has(KEY, word(flow));
    }

    void add(Flow flow) {
        memory.add(KEY, word(flow));
    }

    // Names may have commas, which part the words.
    private static String word(Flow flow) {
        return URLEncoder.encode(flow.model().getAlias(), StandardCharsets.UTF_8);
    }
}
