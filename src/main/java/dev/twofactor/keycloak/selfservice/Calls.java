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

/** Which call does what. */
final class Calls {

    private static final String ID = "([A-Za-z0-9:_-]{1,255})";

    private final Caller caller;
    private final InputStream body;
    private final List<Call> all;

    /** @param work gets the id in the path; null where the path has none */
    private record Call(String verb, Pattern path, Function<String, Response> work) {}

    Calls(Caller caller, InputStream body) {
        this.caller = caller;
        this.body = body;
        MethodCalls methods = new MethodCalls(caller);
        DeviceCalls devices = new DeviceCalls(caller);
        VerificationCalls verifications = new VerificationCalls(caller);
        this.all = List.of(
                call("GET", "methods", id -> methods.list()),
                call("PUT", "methods/" + ID, id -> methods.change(id, json("default"))),
                call("DELETE", "methods/" + ID, methods::remove),
                call("GET", "switch", id -> methods.readSwitch()),
                call("PUT", "switch", id -> methods.turn(json("on"))),
                call("GET", "devices", id -> devices.list()),
                call("DELETE", "devices", id -> devices.endAll()),
                call("DELETE", "devices/" + ID, devices::end),
                call("POST", "verifications", id -> verifications.start(json("method", "destination", "country"))),
                call("POST", "verifications/" + ID, id -> verifications.go(id, json("code", "resend"))));
    }

    private static Call call(String verb, String path, Function<String, Response> work) {
        return new Call(verb, Pattern.compile(path), work);
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

    private Json json(String... members) {
        return Json.read(
                body,
                caller.session().getContext().getHttpRequest().getHttpHeaders().getMediaType(),
                Set.of(members));
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
