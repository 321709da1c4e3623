package dev.twofactor.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All of a realm that an export shows, in an order of its own, so that two exports can be compared. */
final class RealmExport {

    private RealmExport() {}

    static JsonNode of(String realm) {
        JsonNode export = TestKeycloak.shared()
                .admin()
                .send("POST", "/" + realm + "/partial-export?exportClients=true&exportGroupsAndRoles=true", null);
        return sorted(export);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            ObjectNode copy = object.objectNode();
            names.stream().sorted().forEach(name -> copy.set(name, sorted(object.get(name))));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> children = new ArrayList<>();
            array.forEach(child -> children.add(sorted(child)));
            children.sort(Comparator.comparing(JsonNode::toString));
            return array.arrayNode().addAll(children);
        }
        return node;
    }
}
