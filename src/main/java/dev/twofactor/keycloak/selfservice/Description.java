package dev.twofactor.keycloak.selfservice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI description of all REST: what is in this package, and what administration says of itself, whose paths begin
 * elsewhere.
 */
final class Description {

    private static final String OWN = "/META-INF/two-factor-openapi.yaml";
    private static final String ADMIN = "/META-INF/two-factor-admin-openapi.yaml";
    private static final String ADMIN_BASE = "/admin/realms/{realm}/two-factor";
    private static final String TEXT =
            write(merged(parsed(text(OWN)), parsed(text(ADMIN).replaceAll("(#/components/\\w+/)", "$1Admin"))));

    private Description() {}

    /** In YAML. */
    static String text() {
        return TEXT;
    }

    private static Map<String, Object> merged(Map<String, Object> own, Map<String, Object> admin) {
        Map<String, Object> paths = new LinkedHashMap<>();
        part(own, "paths").forEach((path, item) -> paths.put(path, inRealm(item)));
        part(admin, "paths").forEach((path, item) -> paths.put(ADMIN_BASE + path, inRealm(item)));
        own.put("paths", paths);
        Map<String, Object> components = part(own, "components");
        part(admin, "components").forEach((kind, all) -> {
            Map<String, Object> known = new LinkedHashMap<>(asMap(components.getOrDefault(kind, Map.of())));
            asMap(all).forEach((name, component) -> known.putIfAbsent(adminName(kind, name), component));
            components.put(kind, known);
        });
        return own;
    }

    // Both have things of the same name; the token is the same thing.
    private static String adminName(String kind, String name) {
        return kind.equals("securitySchemes") ? name : "Admin" + name;
    }

    // Every path names a realm.
    private static Map<String, Object> inRealm(Object item) {
        Map<String, Object> path = new LinkedHashMap<>();
        List<Object> parameters = new ArrayList<>();
        parameters.add(new LinkedHashMap<>(
                Map.of("name", "realm", "in", "path", "required", true, "schema", Map.of("type", "string"))));
        if (asMap(item).get("parameters") instanceof List<?> further) {
            parameters.addAll(further);
        }
        path.put("parameters", parameters);
        asMap(item).forEach(path::putIfAbsent);
        return path;
    }

    private static Map<String, Object> part(Map<String, Object> document, String name) {
        return asMap(document.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }

    private static Map<String, Object> parsed(String document) {
        return asMap(new Yaml(new SafeConstructor(new LoaderOptions())).load(document));
    }

    private static String text(String file) {
        try (InputStream text = Description.class.getResourceAsStream(file)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String write(Map<String, Object> document) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        return new Yaml(options).dump(document);
    }
}
