package dev.twofactor.keycloak.selfservice;

import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.common.util.UriUtils;
import org.keycloak.http.HttpResponse;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.utils.WebOriginsUtils;

/**
 * Which pages may call, by the web origins of the token's client: Keycloak's rules, written out because its own class for
 * them changed its methods between 26.4 and 26.7.
 */
final class Origins {

    private final KeycloakSession session;
    private final String origin;

    Origins(KeycloakSession session) {
        this.session = session;
        this.origin = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString("Origin");
    }

    /** Lets a browser ask whether it may call; what it then sends is judged with its token. */
    Response preflight() {
        if (origin != null) {
            allow();
            HttpResponse response = session.getContext().getHttpResponse();
            response.setHeader("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
            response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept, Accept-Language");
            response.setHeader("Access-Control-Max-Age", "3600");
        }
        return Response.noContent().build();
    }

    /** Refuses pages of other origins before anything is done. */
    void check(ClientModel client) {
        if (origin == null
                || origin.equals(
                        UriUtils.getOrigin(session.getContext().getUri().getRequestUri()))) {
            return;
        }
        Set<String> allowed = WebOriginsUtils.resolveValidWebOrigins(session, client);
        if (!allowed.contains(origin) && !allowed.contains("*")) {
            throw new Problem(Problem.Kind.ORIGIN_NOT_ALLOWED);
        }
        allow();
        session.getContext()
                .getHttpResponse()
                .setHeader("Access-Control-Expose-Headers", "WWW-Authenticate, Retry-After");
    }

    private void allow() {
        HttpResponse response = session.getContext().getHttpResponse();
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Allow-Credentials", "true");
        response.setHeader("Vary", "Origin");
    }
}
