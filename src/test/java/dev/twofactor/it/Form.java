package dev.twofactor.it;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/** A form of a page: where it goes, and what it would send if its button were pressed now. */
record Form(Element element) {

    /** The absolute address that the form is sent to. */
    String action() {
        return element.absUrl("action");
    }

    /** Whether all these are names of its fields or buttons. */
    boolean has(String... names) {
        return Stream.of(names).allMatch(name -> element.selectFirst("[name=" + name + "]") != null);
    }

    /** Fields with what stands in them, as a browser sends them; buttons are not pressed. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element field : element.select("input[name], select[name], textarea[name]")) {
            if (isSent(field)) {
                fields.put(field.attr("name"), value(field));
            }
        }
        return fields;
    }

    private static boolean isSent(Element field) {
        if (field.hasAttr("disabled")) {
            return false;
        }
        return switch (field.attr("type")) {
            case "submit", "button", "image", "reset" -> false;
            case "checkbox", "radio" -> field.hasAttr("checked");
            default -> true;
        };
    }

    private static String value(Element field) {
        if (field.normalName().equals("select")) {
            Element chosen = field.selectFirst("option[selected]");
            Element shown = chosen == null ? field.selectFirst("option") : chosen;
            return shown == null ? "" : shown.val();
        }
        return field.attr("type").equals("checkbox") && !field.hasAttr("value") ? "on" : field.val();
    }
}
