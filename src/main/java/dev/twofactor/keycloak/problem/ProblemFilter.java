package dev.twofactor.keycloak.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.util.JsonSerialization;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Gives what Keycloak refuses on our paths by itself (no token, no such realm, call or verb, JSON that is none, a right over
 * one user) the shape of all our refusals. Its status and headers stay, and so do faults of the server.
 */
@Provider
public class ProblemFilter implements ContainerResponseFilter {

    /** Our REST; the console is a page for people. */
    private static final Pattern OURS =
            Pattern.compile("/?(admin/)?realms/([^/]+)/two-factor(-delivery)?(?!/console(?:/|$))(?:/.*)?");

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        int status = response.getStatus();
        if (status < 400 || status >= 500 || isShaped(response.getMediaType())) {
            return;
        }
        Matcher path = OURS.matcher(request.getUriInfo().getPath());
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        if (session == null || !path.matches()) {
            return;
        }
        setRealm(session, path.group(2));
        Map<String, Object> body = ProblemBody.of(session, kind(status), status);
        if (path.group(1) != null) {
            addForKeycloaksTools(body, response.getEntity());
        }
        if (status == 401) {
            response.getHeaders().putIfAbsent(HttpHeaders.WWW_AUTHENTICATE, List.of("Bearer"));
        }
        response.setEntity(
                JsonSerialization.writeValueAsString(body), new Annotation[0], MediaType.valueOf(ProblemBody.TYPE));
    }

    private static boolean isShaped(MediaType type) {
        return type != null && MediaType.valueOf(ProblemBody.TYPE).isCompatible(type);
    }

    private static String kind(int status) {
        return switch (status) {
            case 401 -> "BAD_TOKEN";
            case 403 -> "NOT_ALLOWED";
            case 404 -> "NOT_FOUND";
            case 405 -> "VERB_NOT_ALLOWED";
            case 409 -> "CONFLICT";
            case 413 -> "TOO_LARGE";
            case 415 -> "NOT_JSON";
            case 429 -> "TOO_MANY";
            default -> "MALFORMED";
        };
    }

    private static void addForKeycloaksTools(Map<String, Object> body, Object entity) {
        body.put("errorMessage", body.get("title"));
        if (entity instanceof OAuth2ErrorRepresentation error) {
            body.put("error", error.getError());
        }
    }

    // Who came without a token got no further than that; the title needs a realm for its language.
    private static void setRealm(KeycloakSession session, String name) {
        if (session.getContext().getRealm() == null) {
            RealmModel realm = session.realms().getRealmByName(name);
            session.getContext()
                    .setRealm(realm == null ? session.realms().getRealmByName(Config.getAdminRealm()) : realm);
        }
    }
}
