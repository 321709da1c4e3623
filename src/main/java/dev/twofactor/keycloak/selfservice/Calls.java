package dev.twofactor.keycloak.selfservice;

import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSession;

/** Which call does what, for whom. */
final class Calls {

    /** A verification of somebody without an account has its destination in its id. */
    private static final String ID = "([A-Za-z0-9:_-]{1,600})";

    private static final String ACCOUNTS = "users(?:/" + ID + ")?";

    private final List<Call> all;

    /** @param work gets the id in the path; null where the path has none */
    private record Call(String verb, Pattern path, Function<String, Response> work) {}

    private Calls(List<Call> all) {
        this.all = all;
    }

    /** What a user's application may call. */
    static Calls of(Caller caller, InputStream body) {
        Body json = new Body(caller.session(), body);
        MethodCalls methods = new MethodCalls(caller);
        DeviceCalls devices = new DeviceCalls(caller);
        VerificationCalls verifications = new VerificationCalls(caller);
        return new Calls(List.of(
                call("GET", "methods", id -> methods.list()),
                call("PUT", "methods/" + ID, id -> methods.change(id, json.with("default"))),
                call("DELETE", "methods/" + ID, methods::remove),
                call("GET", "switch", id -> methods.readSwitch()),
                call("PUT", "switch", id -> methods.turn(json.with("on"))),
                call("GET", "devices", id -> devices.list()),
                call("DELETE", "devices", id -> devices.endAll()),
                call("DELETE", "devices/" + ID, devices::end),
                call("POST", "verifications", id -> verifications.start(json.with("method", "destination", "country"))),
                call("POST", "verifications/" + ID, id -> verifications.go(id, json.with("code", "resend"))),
                call("POST", ACCOUNTS, id -> notAllowed())));
    }

    /** What an application may call that registers people. */
    static Calls of(Registrar registrar, InputStream body) {
        Body json = new Body(registrar.session(), body);
        NewcomerCalls verifications = new NewcomerCalls(registrar);
        AccountCalls accounts = new AccountCalls(registrar);
        return new Calls(List.of(
                call("GET", "methods|switch|devices", id -> notAllowed()),
                call("PUT", "methods/" + ID + "|switch", id -> notAllowed()),
                call("DELETE", "methods/" + ID + "|devices(?:/.*)?", id -> notAllowed()),
                call(
                        "POST",
                        "verifications",
                        id -> verifications.start(json.with("method", "destination", "country", "ipAddress"))),
                call(
                        "POST",
                        "verifications/" + ID,
                        id -> verifications.go(id, json.with("code", "resend", "ipAddress"))),
                call(
                        "POST",
                        "users",
                        id -> accounts.create(json.with(
                                "verificationToken",
                                "username",
                                "email",
                                "firstName",
                                "lastName",
                                "attributes",
                                "password"))),
                call("POST", "users/" + ID, id -> accounts.complete(id, json.with("verificationToken", "password")))));
    }

    private static Call call(String verb, String path, Function<String, Response> work) {
        return new Call(verb, Pattern.compile(path), work);
    }

    private static Response notAllowed() {
        throw new Problem(Problem.Kind.NOT_ALLOWED);
    }

    Response answer(String verb, String path) {
        Set<String> verbs = new TreeSet<>();
        for (Call call : all) {
            Matcher match = call.path().matcher(path);
            if (match.matches() && call.verb().equals(verb)) {
                return call.work().apply(match.groupCount() == 0 ? null : match.group(1));
            }
            if (match.matches()) {
                verbs.add(call.verb());
            }
        }
        throw verbs.isEmpty()
                ? new Problem(Problem.Kind.NOT_FOUND)
                : new Problem(Problem.Kind.VERB_NOT_ALLOWED)
                        .header("Allow", verbs.stream().collect(Collectors.joining(", ")));
    }

    /** The body of the request, read by the call that wants one. */
    private record Body(KeycloakSession session, InputStream stream) {

        /** @param members all that may be there */
        Json with(String... members) {
            return Json.read(
                    stream,
                    session.getContext().getHttpRequest().getHttpHeaders().getMediaType(),
                    Set.of(members));
        }
    }

    /** An answer with a body. */
    static Response json(int status, Object body) {
        return Response.status(status)
                .type("application/json")
                .header("Cache-Control", "no-store")
                .entity(Json.write(body))
                .build();
    }

    /** Up to {@code max} from {@code first} on, as Keycloak's own lists do. */
    static Response page(Caller caller, List<Map<String, Object>> all) {
        int first = number(caller, "first", 0);
        int max = number(caller, "max", 100);
        return json(200, all.stream().skip(first).limit(max).toList());
    }

    private static int number(Caller caller, String name, int standing) {
        String text =
                caller.session().getContext().getUri().getQueryParameters().getFirst(name);
        if (text == null) {
            return standing;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", name);
        }
        return Integer.parseInt(text);
    }
}
