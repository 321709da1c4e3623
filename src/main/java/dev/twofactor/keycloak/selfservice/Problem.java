package dev.twofactor.keycloak.selfservice;

import dev.twofactor.keycloak.problem.ProblemBody;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.keycloak.models.KeycloakSession;

/**
 * A refusal in the one shape of all (RFC 9457). What the request has written by then is undone.
 */
final class Problem extends RuntimeException {

    /** What can go wrong: the stable {@code code}, and the status that goes with it. */
    enum Kind {
        BAD_TOKEN(401),
        FRESH_FACTOR_NEEDED(401),
        NOT_ALLOWED(403),
        ORIGIN_NOT_ALLOWED(403),
        METHOD_NOT_ALLOWED_BY_POLICY(403),
        NOT_FOUND(404),
        VERB_NOT_ALLOWED(405),
        ALREADY_SET_UP(409),
        TAKEN(409),
        USER_EXISTS(409),
        NOT_A_GUEST(409),
        REQUIRED_BY_POLICY(409),
        TOO_LARGE(413),
        NOT_JSON(415),
        MALFORMED(400),
        BAD_FIELD(400),
        BAD_DESTINATION(400),
        CODE_REJECTED(400),
        VERIFICATION_REJECTED(400),
        TOO_MANY(429);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private final Kind kind;

    Problem(Kind kind) {
        super(kind.code(), null, false, false);
        this.kind = kind;
    }

    /** Tells more: the field that is meant, or what stands. */
    Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Kind kind() {
        return kind;
    }

    /** The answer, its title in the language of whoever asks. */
    Response response(KeycloakSession session) {
        Map<String, Object> body = ProblemBody.of(session, kind.name(), kind.status);
        body.putAll(members);
        Response.ResponseBuilder response =
                Response.status(kind.status).type(ProblemBody.TYPE).entity(Json.write(body));
        headers.forEach(response::header);
        return response.build();
    }
}
