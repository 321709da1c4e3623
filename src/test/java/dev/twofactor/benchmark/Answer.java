package dev.twofactor.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a browser shows after it has followed all redirects.
 *
 * @param url where it came from
 * @param body empty where the browser was sent back to the application
 * @param arrived whether it was, with an authorization code
 * @param nanos from the first request to the last byte, redirects included
 */
record Answer(String url, String body, boolean arrived, long nanos) {

    /** A form that is ready to be sent. */
    record Form(String action, Map<String, String> fields) {}

    /** The form with all these fields, filled in; other fields as they stand, boxes as they are ticked. */
    Form form(Map<String, String> typed) {
        Document page = Jsoup.parse(body, url);
        Element form = page.select("form").stream()
                .filter(candidate ->
                        typed.keySet().stream().allMatch(name -> candidate.selectFirst("[name=" + name + "]") != null))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No form with " + typed.keySet() + " on the page "
                        + page.title() + ": "
                        + page.select("[id^=input-error], [class*=alert]").text()));
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element field : form.select("input[type=hidden][name]")) {
            fields.put(field.attr("name"), field.val());
        }
        fields.putAll(typed);
        return new Form(form.absUrl("action"), fields);
    }

    /** The page's title, for an error. */
    String title() {
        return Jsoup.parse(body).title();
    }
}
