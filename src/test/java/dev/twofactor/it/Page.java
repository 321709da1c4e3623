package dev.twofactor.it;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** One answer of the server as a person would see it, and what a person can do with it. */
final class Page {

    /** Keycloak's script that puts another address into the address bar after a POST. */
    private static final Pattern REPLACED_ADDRESS =
            Pattern.compile("history\\.replaceState\\(\\{},\\s*\"[^\"]*\",\\s*\"([^\"]+)\"");

    private static final Pattern AUTHORIZATION_CODE = Pattern.compile("[?&#]code=([^&]+)");

    private static final String ERRORS = "[id^=input-error], .pf-v5-c-alert.pf-m-danger .pf-v5-c-alert__title,"
            + " .alert-error .kc-feedback-text, .alert-error .pf-c-alert__title, .pf-m-danger .pf-c-alert__title,"
            + " .pf-v5-c-helper-text__item-text.pf-m-error, #kc-error-message p.instruction,"
            + " .pf-v5-c-alert.pf-m-warning .pf-v5-c-alert__title, .alert-warning .kc-feedback-text";
    private static final String NOTICES = "[aria-live], [role=status], .pf-v5-c-alert.pf-m-info .pf-v5-c-alert__title,"
            + " .pf-v5-c-alert.pf-m-success .pf-v5-c-alert__title, .alert-info .kc-feedback-text,"
            + " .alert-success .kc-feedback-text, .alert-info .pf-c-alert__title, .alert-success .pf-c-alert__title";

    private final BrowserSession tab;
    private final HttpResponse<String> response;
    private final Document html;
    private final URI url;
    private final Duration took;

    Page(BrowserSession tab, HttpResponse<String> response, Duration took) {
        this.tab = tab;
        this.response = response;
        this.took = took;
        this.html = Jsoup.parse(response.body(), response.uri().toString());
        this.url = addressBar(response);
    }

    private static URI addressBar(HttpResponse<String> response) {
        Matcher replaced = REPLACED_ADDRESS.matcher(response.body());
        return replaced.find() ? response.uri().resolve(replaced.group(1).replace("\\/", "/")) : response.uri();
    }

    int status() {
        return response.statusCode();
    }

    /** What the address bar shows, Keycloak's {@code history.replaceState} included: the address that a reload gets. */
    URI url() {
        return url;
    }

    Document html() {
        return html;
    }

    String body() {
        return response.body();
    }

    HttpHeaders headers() {
        return response.headers();
    }

    /** How long the server took for this very answer, redirects before it not counted. */
    Duration took() {
        return took;
    }

    /** All that a person can read, white space folded. */
    String text() {
        return html.body().text();
    }

    /** The page's main heading. */
    String title() {
        Element heading = html.selectFirst("#kc-page-title, h1");
        return heading == null ? "" : heading.text();
    }

    /** What the page says in red or yellow; empty where nothing went wrong. */
    List<String> errors() {
        return texts(ERRORS);
    }

    /** What the page says beside errors: notices and whatever a screen reader announces. */
    List<String> notices() {
        List<String> errors = errors();
        return texts(NOTICES).stream().filter(text -> !errors.contains(text)).toList();
    }

    private List<String> texts(String selector) {
        return html.select(selector).stream()
                .map(Element::text)
                .map(String::trim)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
    }

    boolean isLoginPage() {
        return html.selectFirst("form input[name=password]") != null;
    }

    /** A page that asks for a code. */
    boolean isCodePage() {
        return html.selectFirst("form input[name=code]") != null;
    }

    /** Whether the browser was sent back to the application with an authorization code. */
    boolean isSignedIn() {
        return authorizationCode().isPresent();
    }

    /** The code that the application got in the redirect back to it. */
    Optional<String> authorizationCode() {
        return redirect()
                .map(URI::toString)
                .filter(target -> target.startsWith(BrowserSession.APPLICATION))
                .map(AUTHORIZATION_CODE::matcher)
                .filter(Matcher::find)
                .map(match -> URLDecoder.decode(match.group(1), StandardCharsets.UTF_8));
    }

    /** Where a 3xx answer leads. */
    Optional<URI> redirect() {
        if (status() < 300 || status() > 399) {
            return Optional.empty();
        }
        return headers().firstValue("Location").map(target -> response.uri().resolve(target));
    }

    /** The one form that has all these fields or buttons. */
    Form form(String... names) {
        return html.select("form").stream()
                .map(Form::new)
                .filter(form -> form.has(names))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No form with " + List.of(names) + " on: " + text()));
    }

    /** Fills in fields (a button's name counts as one), keeps the others as they stand, sends, and shows the answer. */
    Page submit(Map<String, String> fields) {
        return submit(form(fields.keySet().toArray(String[]::new)), fields);
    }

    /** Sends this form of the page. */
    Page submit(Form form, Map<String, String> fields) {
        Map<String, String> all = form.fields();
        all.putAll(fields);
        return tab.post(form.action(), all);
    }

    /** Presses the button with this text, nothing typed. */
    Page press(String text) {
        Element button = html.select("form button, form input[type=submit]").stream()
                .filter(b -> b.text().contains(text) || b.val().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No button " + text + " on: " + text()));
        Form form = new Form(button.closest("form"));
        return submit(form, button.hasAttr("name") ? Map.of(button.attr("name"), button.val()) : Map.of());
    }

    /** Follows the link with this text. */
    Page follow(String text) {
        return tab.get(link(text));
    }

    Page restartLogin() {
        return tab.get(html.select("[onclick*=restart], a[href*=restart]").stream()
                .map(element -> element.hasAttr("href")
                        ? element.absUrl("href")
                        : url.resolve(element.attr("onclick").split("'")[1]).toString())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No way to restart on: " + text())));
    }

    String link(String text) {
        return html.select("a[href]").stream()
                .filter(a -> a.text().contains(text))
                .map(a -> a.absUrl("href"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No link " + text + " on: " + text()));
    }

    /** Whether Keycloak offers "Try another way" here. */
    boolean offersAnotherWay() {
        return html.getElementById("kc-select-try-another-way-form") != null;
    }

    /** Presses "Try another way" (a link that needs JavaScript) and shows the list of methods. */
    Page tryAnotherWay() {
        return submit(new Form(html.getElementById("kc-select-try-another-way-form")), Map.of("tryAnotherWay", "on"));
    }

    /** The methods on the list that {@link #tryAnotherWay()} shows: name and explanation of each, in their order. */
    List<String> methods() {
        return methodButtons().map(Element::text).toList();
    }

    /** Chooses a method from that list by a part of its text. */
    Page method(String text) {
        Element button = methodButtons()
                .filter(method -> method.text().contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No method " + text + " among " + methods()));
        // The newer theme has a form with a hidden field before each method, the older ones a button in one form.
        return button.hasAttr("value")
                ? submit(new Form(button.closest("form")), Map.of(button.attr("name"), button.val()))
                : submit(new Form(button.previousElementSibling()), Map.of());
    }

    private Stream<Element> methodButtons() {
        return html.select("#kc-select-credential-form button, li > form + div").stream();
    }

    /** Chooses another language of the page, by its name as shown, such as {@code Deutsch}. */
    Page inLanguage(String name) {
        return html.select("#login-select-toggle option, #kc-locale a, [id^=language] a").stream()
                .filter(choice -> choice.text().contains(name))
                .map(choice -> choice.hasAttr("href") ? choice.attr("href") : choice.val())
                .map(target -> tab.get(response.uri().resolve(target).toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No language " + name + " on: " + text()));
    }
}
