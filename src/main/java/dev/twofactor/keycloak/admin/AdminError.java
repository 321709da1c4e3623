package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.problem.ProblemBody;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.JsonSerialization;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Refusals in the one shape of all (RFC 9457) with Keycloak's {@code field} and {@code errorMessage} beside, which all its tools
 * show; making one undoes the request.
 */
final class AdminError {

    private AdminError() {}

    /** 400: this key or field cannot be used; {@code field} may be null. */
    static WebApplicationException badRequest(String field, String message) {
        return of(Response.Status.BAD_REQUEST, "BAD_FIELD", field, message);
    }

    /** 400 with the key that the setting names. */
    static WebApplicationException badRequest(SettingException problem) {
        return badRequest(problem.key(), problem.getMessage());
    }

    static WebApplicationException notFound(String message) {
        return of(Response.Status.NOT_FOUND, "NOT_FOUND", null, message);
    }

    static WebApplicationException conflict(String message) {
        return of(Response.Status.CONFLICT, "CONFLICT", null, message);
    }

    static WebApplicationException tooMany(String message) {
        return of(Response.Status.TOO_MANY_REQUESTS, "TOO_MANY", null, message);
    }

    /** 403: the admin has not the right for this. */
    static WebApplicationException forbidden() {
        return of(Response.Status.FORBIDDEN, "NOT_ALLOWED", null, "This admin may not do that");
    }

    private static WebApplicationException of(Response.Status status, String kind, String field, String message) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        // An exception with a body does not pass Keycloak's own handler, which would do this.
        session.getTransactionManager().setRollbackOnly();
        Map<String, Object> body = ProblemBody.of(session, kind, status.getStatusCode());
        body.put("detail", message);
        body.put("field", field);
        body.put("errorMessage", message);
        return new WebApplicationException(
                message,
                Response.status(status)
                        .type(ProblemBody.TYPE)
                        .entity(json(body))
                        .build());
    }

    private static String json(Map<String, Object> body) {
        try {
            return JsonSerialization.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
