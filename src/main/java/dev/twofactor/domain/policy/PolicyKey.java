package dev.twofactor.domain.policy;

import java.util.List;

/**
 * One key of the policy as an admin meets it.
 *
 * @param name such as {@code code-length}
 * @param label a few words for a form
 * @param help range and meaning
 * @param defaultValue as it would be written; empty where absence is the default
 * @param choices the only values there are; empty where there is no such list
 */
public record PolicyKey(String name, String label, String help, String defaultValue, List<String> choices) {

    static PolicyKey of(String name, String defaultValue, String label, String help) {
        return new PolicyKey(name, label, help, defaultValue, List.of());
    }

    static PolicyKey choice(String name, String label, String help, String... choices) {
        return new PolicyKey(name, label, help, choices[0], List.of(choices));
    }

    static PolicyKey flag(String name, String label, String help) {
        return choice(name, label, help, "false", "true");
    }
}
