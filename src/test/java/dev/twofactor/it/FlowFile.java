package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Flows and their steps as a realm file has them. */
final class FlowFile {

    private FlowFile() {}

    /** Adds a flow and returns the list for its steps. */
    static ArrayNode flow(ArrayNode flows, String alias, boolean top) {
        return flows.addObject()
                .put("alias", alias)
                .put("providerId", "basic-flow")
                .put("topLevel", top)
                .put("builtIn", false)
                .putArray("authenticationExecutions");
    }

    static ObjectNode step(String authenticator, String requirement, int priority) {
        return AdminAs.json()
                .put("authenticator", authenticator)
                .put("requirement", requirement)
                .put("priority", priority);
    }

    static ObjectNode sub(String alias, String requirement, int priority) {
        return AdminAs.json()
                .put("authenticatorFlow", true)
                .put("flowAlias", alias)
                .put("requirement", requirement)
                .put("priority", priority);
    }
}
