package dev.twofactor.it;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads as much of Terraform's language as our example uses: objects of the generic REST provider, and variables. */
final class TerraformFile {

    private static final Pattern OBJECT =
            Pattern.compile("resource \"restapi_object\" \"(\\w+)\" \\{\\n(.*?)\\n\\}", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^  (\\w+) += \"([^\"]*)\"$");
    private static final Pattern DATA = Pattern.compile("jsonencode\\(\\{\\n(.*?)\\n  \\}\\)", Pattern.DOTALL);
    private static final Pattern ENTRY =
            Pattern.compile("(?m)^    \"([\\w-]+)\" += (\"[^\"]*\"|var\\.\\w+|true|false)$");
    private static final Pattern VARIABLE = Pattern.compile("variable \"(\\w+)\" \\{");

    private final String text;

    TerraformFile(Path file) {
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        balanced();
    }

    /** One object of the provider: its attributes, and the JSON that it sends. */
    record RestObject(Map<String, String> attributes, ObjectNode data) {

        /** The path for an action, such as {@code create_path}; without that attribute the object's own. */
        String path(String attribute) {
            return attributes.getOrDefault(attribute, attributes.get("path")).substring(1);
        }
    }

    /** By name, in the order of the file. */
    Map<String, RestObject> objects(Map<String, String> variables) {
        Map<String, RestObject> objects = new LinkedHashMap<>();
        Matcher matcher = OBJECT.matcher(text);
        while (matcher.find()) {
            objects.put(matcher.group(1), object(matcher.group(2), variables));
        }
        return objects;
    }

    private static RestObject object(String body, Map<String, String> variables) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher attribute = ATTRIBUTE.matcher(body);
        while (attribute.find()) {
            attributes.put(attribute.group(1), attribute.group(2));
        }
        Matcher data = DATA.matcher(body);
        if (!data.find()) {
            throw new AssertionError("An object without data");
        }
        ObjectNode json = AdminAs.json();
        Matcher entry = ENTRY.matcher(data.group(1));
        while (entry.find()) {
            put(json, entry.group(1), entry.group(2), variables);
        }
        if (json.size() != data.group(1).lines().count()) {
            throw new AssertionError("A line of data that cannot be read");
        }
        return new RestObject(attributes, json);
    }

    private static void put(ObjectNode json, String key, String value, Map<String, String> variables) {
        if (value.startsWith("\"")) {
            json.put(key, value.substring(1, value.length() - 1));
        } else if (value.startsWith("var.")) {
            json.put(key, variables.get(value.substring(4)));
        } else {
            json.put(key, Boolean.parseBoolean(value));
        }
    }

    /** Whether every variable that is used is declared. */
    boolean declaresAllVariables() {
        Map<String, Boolean> declared = new LinkedHashMap<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            declared.put(matcher.group(1), true);
        }
        return Pattern.compile("var\\.(\\w+)")
                .matcher(text)
                .results()
                .allMatch(use -> declared.containsKey(use.group(1)));
    }

    private void balanced() {
        long open = text.chars().filter(c -> c == '{').count();
        long closed = text.chars().filter(c -> c == '}').count();
        if (open != closed) {
            throw new AssertionError("Braces do not match");
        }
    }
}
