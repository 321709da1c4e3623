package dev.twofactor.keycloak.console;

import dev.twofactor.keycloak.setup.ConsoleClient;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.Config;
import org.keycloak.common.Version;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.BrowserSecurityHeaders;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The console page of a realm and the files it loads. It shows nothing by itself: all it knows comes from the admin REST. */
public final class ConsolePage {

    /** Where the page is below {@code /realms/{realm}/two-factor/}, without the slash at its end. */
    public static final String PATH = "console";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "connect-src 'self'; font-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";
    private static final Pattern FILE = Pattern.compile("console/([0-9a-f]{16})/([a-z0-9/.-]{1,60})");
    private static final String YEAR = "public, max-age=31536000, immutable";

    private final KeycloakSession session;
    private final RealmModel realm;

    public ConsolePage(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    /** @param path below {@code two-factor/} */
    public static boolean answersTo(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    /** The page, one of its files, or 404. */
    public Response answer(String path) {
        if (path.equals(PATH) || path.equals(PATH + "/")) {
            return requested().endsWith("/") ? page() : toSlash();
        }
        Matcher file = FILE.matcher(path);
        String text = file.matches() ? ConsoleFiles.file(file.group(2)) : null;
        if (text == null) {
            return guarded(Response.status(404).type("text/plain;charset=utf-8").entity("There is no such file."))
                    .header("Cache-Control", "no-store")
                    .build();
        }
        boolean current = file.group(1).equals(ConsoleFiles.version());
        // A node of another version, while a cluster is updated, has other files for this address.
        return content(text, type(file.group(2)), current ? YEAR : "no-store");
    }

    private Response page() {
        boolean byServer = Config.getAdminRealm()
                .equals(session.getContext().getUri().getQueryParameters().getFirst("login"));
        Map<String, String> places = Map.of(
                "@REALM@", realm.getName(),
                "@BASE@", base(),
                "@CLIENT@", ConsoleClient.ID,
                "@ADMINS@", Config.getAdminRealm(),
                "@READY@",
                        String.valueOf(
                                canSignIn(byServer ? session.realms().getRealmByName(Config.getAdminRealm()) : realm)),
                "@VERSION@", ConsoleFiles.version());
        String text = ConsoleFiles.page();
        for (Map.Entry<String, String> place : places.entrySet()) {
            text = text.replace(place.getKey(), escaped(place.getValue()));
        }
        return content(text, "text/html;charset=utf-8", "no-store");
    }

    private static boolean canSignIn(RealmModel at) {
        ClientModel client = at == null ? null : at.getClientByClientId(ConsoleClient.ID);
        return client != null && client.isEnabled();
    }

    private Response content(String text, String type, String caching) {
        // A server whose resources lie at another place tells it in the style sheet, for the font.
        String filled = text.replace("@RESOURCES@", base() + "resources/" + Version.RESOURCES_VERSION + "/");
        Response.ResponseBuilder response = guarded(Response.ok())
                .type(type)
                .header("Cache-Control", caching)
                .header("Vary", "Accept-Encoding");
        String accepted = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString("Accept-Encoding");
        return accepted != null && accepted.contains("gzip")
                ? response.header("Content-Encoding", "gzip")
                        .entity(ConsoleFiles.compressed(filled))
                        .build()
                : response.entity(filled).build();
    }

    // Keycloak would write its own policy over ours.
    private Response.ResponseBuilder guarded(Response.ResponseBuilder response) {
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
        BrowserSecurityHeaders transport = BrowserSecurityHeaders.STRICT_TRANSPORT_SECURITY;
        String strict = realm.getBrowserSecurityHeaders().getOrDefault(transport.getKey(), transport.getDefaultValue());
        if (strict != null && !strict.isBlank()) {
            response.header(transport.getHeaderName(), strict);
        }
        return response.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "none");
    }

    // The page's own addresses are relative to it.
    private Response toSlash() {
        String query = session.getContext().getUri().getRequestUri().getRawQuery();
        return guarded(Response.status(302)
                        .location(URI.create(requested() + "/" + (query == null ? "" : "?" + query))))
                .build();
    }

    private String requested() {
        return session.getContext().getUri().getRequestUri().getRawPath();
    }

    /** The path of Keycloak's root, with a slash at its end: hosts differ between a server and the proxy before it. */
    private String base() {
        return session.getContext().getUri().getBaseUri().getRawPath();
    }

    private static String type(String file) {
        return file.endsWith(".css") ? "text/css;charset=utf-8" : "text/javascript;charset=utf-8";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
