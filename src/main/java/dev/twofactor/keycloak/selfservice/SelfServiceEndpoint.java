package dev.twofactor.keycloak.selfservice;

import dev.twofactor.keycloak.store.StoreBusyException;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    /** Reads; the description of it all needs no token. */
    @GET
    @Path("{path:.*}")
    public Response get(@PathParam("path") String path) {
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
            Caller caller = Caller.of(session);
            return new Calls(caller, body).answer(verb, path);
        } catch (Problem problem) {
            return problem.response(session);
        } catch (StoreBusyException e) {
            return new Problem(Problem.Kind.BUSY).header("Retry-After", "2").response(session);
        }
    }

    private static Response description() {
        try (InputStream file =
                SelfServiceEndpoint.class.getResourceAsStream("/META-INF/" + "two-factor-openapi.yaml")) {
            return Response.ok(new String(file.readAllBytes(), StandardCharsets.UTF_8), "application/yaml")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
