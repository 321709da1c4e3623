package dev.twofactor.keycloak.problem;

import dev.twofactor.keycloak.store.StoreBusyException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.util.JsonSerialization;
import org.keycloak.utils.KeycloakSessionUtil;

/** Tells whoever came in a rush to come again, in the shape of all refusals; what the request wrote is undone. */
@Provider
public class StoreBusyMapper implements ExceptionMapper<StoreBusyException> {

    private static final int STATUS = 503;
    private static final int SECONDS = 2;

    @Override
    public Response toResponse(StoreBusyException busy) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        session.getTransactionManager().setRollbackOnly();
        Map<String, Object> body = ProblemBody.of(session, "BUSY", STATUS);
        body.put("errorMessage", body.get("title"));
        return Response.status(STATUS)
                .type(ProblemBody.TYPE)
                .header(HttpHeaders.RETRY_AFTER, SECONDS)
                .entity(json(body))
                .build();
    }

    private static String json(Map<String, Object> body) {
        try {
            return JsonSerialization.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
