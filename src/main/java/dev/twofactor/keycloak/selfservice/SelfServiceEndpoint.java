package dev.twofactor.keycloak.selfservice;

import dev.twofactor.keycloak.console.ConsolePage;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.keycloak.models.KeycloakSession;

/**
 * The root of the self-service REST. Every verb and path ends here, so that refusals have one shape: JAX-RS would answer
 * unknown ones by itself, in Keycloak's.
 */
@Path("")
@Consumes(MediaType.WILDCARD)
public final class SelfServiceEndpoint {

    private static final String DESCRIPTION = "openapi.yaml";
    private final KeycloakSession session;

    SelfServiceEndpoint(KeycloakSession session) {
        this.session = session;
    }

    /** Reads; the description of it all and the console page need no token. */
    @GET
    @Path("{path:.*}")
    public Response get(@PathParam("path") String path) {
        if (ConsolePage.answersTo(path)) {
            return new ConsolePage(session).answer(path);
        }
        return DESCRIPTION.equals(path) ? description() : answer("GET", path, InputStream.nullInputStream());
    }

    /** Starts or does something. */
    @POST
    @Path("{path:.*}")
    public Response post(@PathParam("path") String path, InputStream body) {
        return answer("POST", path, body);
    }

    /** Changes something. */
    @PUT
    @Path("{path:.*}")
    public Response put(@PathParam("path") String path, InputStream body) {
        return answer("PUT", path, body);
    }

    /** Takes something away. */
    @DELETE
    @Path("{path:.*}")
    public Response delete(@PathParam("path") String path) {
        return answer("DELETE", path, InputStream.nullInputStream());
    }

    /** Is never right, and refused in the shape of all. */
    @PATCH
    @Path("{path:.*}")
    public Response patch(@PathParam("path") String path) {
        return answer("PATCH", path, InputStream.nullInputStream());
    }

    /** Answers a browser that asks whether a page may call. */
    @OPTIONS
    @Path("{path:.*}")
    public Response preflight() {
        return new Origins(session).preflight();
    }

    private Response answer(String verb, String path, InputStream body) {
        try {
            return "GET".equals(verb)
                    ? calls(body).answer(verb, path)
                    : TwoFactor.of(session).requests().run(() -> calls(body).answer(verb, path));
        } catch (Problem problem) {
            session.getTransactionManager().setRollbackOnly();
            return problem.response(session);
        }
    }

    private Calls calls(InputStream body) {
        SignedIn signedIn = Caller.signedIn(session);
        return signedIn.isApplication()
                ? Calls.of(Registrar.of(session, signedIn), body)
                : Calls.of(Caller.of(session, signedIn), body);
    }

    private static Response description() {
        return Response.ok(Description.text(), "application/yaml").build();
    }
}
