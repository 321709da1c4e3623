package dev.twofactor.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One tab of a browser without JavaScript: keeps cookies, follows redirects, remembers the last page. Not thread-safe; tabs of one browser may run in parallel. */
final class BrowserSession {

    /** Where applications of the tests live; nothing listens there, so redirects to it are not followed. */
    static final String APPLICATION = "http://localhost:9999/";

    static final String FORM = "application/x-www-form-urlencoded";
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_REDIRECTS = 20;

    private final CookieJar cookies;
    private String language = "en";
    private String agent = "Tests";
    private final Map<String, String> proxyHeaders = new HashMap<>();
    private boolean application;
    private UnaryOperator<URI> route = UnaryOperator.identity();
    private Page page;

    private BrowserSession(CookieJar cookies) {
        this.cookies = cookies;
    }

    /** A browser without any cookie. */
    static BrowserSession fresh() {
        return new BrowserSession(new CookieJar());
    }

    /** Another tab of the same browser: same cookies, no page yet. */
    BrowserSession tab() {
        BrowserSession tab = new BrowserSession(cookies);
        tab.language = language;
        tab.agent = agent;
        tab.route = route;
        return tab;
    }

    /** Sets what the browser says in {@code Accept-Language}; {@code en} until then. */
    BrowserSession speaking(String acceptLanguage) {
        language = acceptLanguage;
        return this;
    }

    /** Sets what the browser says in {@code User-Agent}. */
    BrowserSession calledItself(String userAgent) {
        agent = userAgent;
        return this;
    }

    /** What a proxy on the way adds to every request. */
    BrowserSession behindProxy(String header, String value) {
        proxyHeaders.put(header, value);
        return this;
    }

    /** Makes it no browser at all but an application, which sends no {@code Origin}. */
    BrowserSession asApplication() {
        application = true;
        return this;
    }

    /** Sets where each request of this tab really goes, as a load balancer would choose. */
    BrowserSession through(UnaryOperator<URI> balancer) {
        route = balancer;
        return this;
    }

    CookieJar cookies() {
        return cookies;
    }

    /** The last page that this tab showed; null before the first. */
    Page page() {
        return page;
    }

    /** Opens the login of an application, as its "Sign in" button does; shows the login page, or goes back at once with a single sign-on session. */
    Page openLogin(String realm, String client) {
        return openLogin(realm, client, "");
    }

    /** The same with further query parameters, such as {@code &prompt=login}. */
    Page openLogin(String realm, String client, String more) {
        return get(loginAddress(realm, client) + more);
    }

    /** Whether a server answers by this page already; one that starts takes connections before it answers. */
    static boolean answers(String url) {
        try {
            return fresh().get(url).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    static String loginAddress(String realm, String client) {
        return loginAddress(TestKeycloak.shared().url(), realm, client);
    }

    static String loginAddress(String server, String realm, String client) {
        return server + "/realms/" + realm + "/protocol/openid-connect/auth?client_id=" + client
                + "&response_type=code&scope=openid&redirect_uri="
                + URLEncoder.encode(APPLICATION, StandardCharsets.UTF_8);
    }

    /** What the reload button does: a GET of the address in the address bar. */
    Page reload() {
        return get(page.url().toString());
    }

    Page get(String url) {
        return show("GET", url, "", null);
    }

    /** A HEAD or another method without a body, as link checkers and mail scanners send it; the tab keeps its page. */
    Page probe(String method, String url) {
        return fetch(request(method, URI.create(url), "", null));
    }

    /** A GET in the background that says of itself that nobody looks at it yet; the tab keeps its page, cookies are kept. */
    Page prefetch(String url) {
        HttpRequest get = request("GET", URI.create(url), "", null);
        return follow(fetch(HttpRequest.newBuilder(get, (name, value) -> true)
                .header("Purpose", "prefetch")
                .header("Sec-Purpose", "prefetch;prerender")
                .build()));
    }

    /** Sends form fields and hangs up once the condition holds, as when a train enters a tunnel: what was answered is lost. */
    void postAndLoseTheAnswer(String url, Map<String, String> fields, BooleanSupplier done) {
        URI address = URI.create(url);
        HttpRequest post = request("POST", address, encode(fields), FORM);
        byte[] body = encode(fields).getBytes(StandardCharsets.UTF_8);
        StringBuilder head =
                new StringBuilder("POST " + address.getRawPath() + "?" + address.getRawQuery() + " HTTP/1.1\r\n");
        head.append("Host: ")
                .append(address.getAuthority())
                .append("\r\nContent-Length: ")
                .append(body.length);
        post.headers()
                .map()
                .forEach((name, values) ->
                        head.append("\r\n").append(name).append(": ").append(values.get(0)));
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            Waiting.until(done);
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends any body and shows the answer. */
    Page post(String url, String body, String contentType) {
        return show("POST", url, body, contentType);
    }

    /** Sends any body behind the page's back; the tab keeps its page. */
    Page probePost(String url, String body, String contentType) {
        return fetch(request("POST", URI.create(url), body, contentType));
    }

    /** Sends form fields and shows the answer. */
    Page post(String url, Map<String, String> fields) {
        return post(url, encode(fields), FORM);
    }

    static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Page show(String method, String url, String body, String contentType) {
        page = follow(fetch(request(method, URI.create(url), body, contentType)));
        return page;
    }

    private Page follow(Page first) {
        Page current = first;
        for (int hops = 0; current.redirect().isPresent(); hops++) {
            URI next = current.redirect().get();
            if (next.toString().startsWith(APPLICATION)) {
                return current;
            }
            if (hops == MAX_REDIRECTS) {
                throw new AssertionError("Redirected in a circle: " + next.getPath());
            }
            current = fetch(request("GET", next, "", null));
        }
        return current;
    }

    private HttpRequest request(String method, URI url, String body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(route.apply(url))
                .timeout(PATIENCE)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("Accept-Language", language)
                .header("User-Agent", agent)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        proxyHeaders.forEach(request::header);
        cookies.header(url).ifPresent(value -> request.header("Cookie", value));
        if (contentType != null) {
            request.header("Content-Type", contentType);
            if (!application) {
                request.header("Origin", url.getScheme() + "://" + url.getAuthority());
            }
        }
        return request.build();
    }

    private Page fetch(HttpRequest request) {
        try {
            long start = System.nanoTime();
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            response.headers().allValues("Set-Cookie").forEach(header -> cookies.keep(request.uri(), header));
            return new Page(this, response, took);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a page", e);
        }
    }
}
