package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.policy.SettingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.utils.KeycloakSessionUtil;

/** Refusals in Keycloak's own JSON shape, {@code field} and {@code errorMessage}, which all its tools show; making one undoes the request. */
final class AdminError {

    private AdminError() {}

    /** 400: this key or field cannot be used; {@code field} may be null. */
    static WebApplicationException badRequest(String field, String message) {
        return of(Response.Status.BAD_REQUEST, field, message);
    }

    /** 400 with the key that the setting names. */
    static WebApplicationException badRequest(SettingException problem) {
        return badRequest(problem.key(), problem.getMessage());
    }

    static WebApplicationException notFound(String message) {
        return of(Response.Status.NOT_FOUND, null, message);
    }

    static WebApplicationException conflict(String message) {
        return of(Response.Status.CONFLICT, null, message);
    }

    static WebApplicationException tooMany(String message) {
        return of(Response.Status.TOO_MANY_REQUESTS, null, message);
    }

    private static WebApplicationException of(Response.Status status, String field, String message) {
        // An exception with a body does not pass Keycloak's own handler, which would do this.
        KeycloakSessionUtil.getKeycloakSession().getTransactionManager().setRollbackOnly();
        ErrorRepresentation body = new ErrorRepresentation();
        body.setField(field);
        body.setErrorMessage(message);
        return new WebApplicationException(
                message,
                Response.status(status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(body)
                        .build());
    }
}
