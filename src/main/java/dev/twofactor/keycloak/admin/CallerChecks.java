package dev.twofactor.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Judgement;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.EnrolledDestination;
import dev.twofactor.keycloak.server.Occasion;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.UserModel;

/**
 * Tells an agent whether a caller is this user: a code goes to where the user's codes go, and the caller reads it back. The
 * agent sees neither code nor destination; the code is bound to this agent and this purpose, so it opens nothing.
 */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class CallerChecks {

    private static final String KIND = "TWO_FACTOR_VERIFICATION";

    private final AdminCall call;
    private final FoundUser found;
    private final TwoFactor twoFactor;

    CallerChecks(AdminCall call, FoundUser found) {
        this.call = call;
        this.found = found;
        this.twoFactor = TwoFactor.of(call.session());
    }

    /** Where one of the user's codes can go, and what a code that goes there is bound to. */
    private record Way(CodeChannel channel, EnrolledDestination enrolled, Binding binding) {}

    /**
     * Sends a code; 200 instead of 201 where one of this agent's stands already, and none is sent.
     *
     * @param body {@code method}, the id of one of the user's phones or addresses; the first of them without it
     */
    @POST
    public Response post(JsonNode body) {
        UserModel user = found.helped();
        String method = body == null ? null : RequestSettings.of(body).get("method");
        Way way = ways(user)
                .filter(each -> method == null || each.enrolled().credentialId().equals(method))
                .findFirst()
                .orElseThrow(() -> AdminError.conflict("This user has no such phone or address for codes"));
        Issued issued = codes(way.channel())
                .open(
                        way.binding(),
                        codes(way.channel()).standing(List.of(way.binding())).values(),
                        true);
        if (issued instanceof Issued.Send) {
            record(user, way, "sent");
        }
        return answer(user, way, issued, Response.Status.CREATED);
    }

    /** How the message is doing. */
    @GET
    @Path("{verification}")
    public Map<String, Object> get(@PathParam("verification") String id) {
        Way way = way(found.helped(), id);
        return view(way, codes(way.channel()).status(way.binding(), Set.of(id)).orElseThrow(CallerChecks::gone));
    }

    /** Checks what the caller reads back, with {@code {"code": …}}, or sends another message, with {@code {"resend":true}}. */
    @POST
    @Path("{verification}")
    public Response go(@PathParam("verification") String id, JsonNode body) {
        UserModel user = found.helped();
        Map<String, String> fields = RequestSettings.of(body);
        Way way = way(user, id);
        if ("true".equals(fields.get("resend"))) {
            Issued issued = codes(way.channel()).resend(way.binding(), Set.of(id));
            if (issued instanceof Issued.Send) {
                record(user, way, "sent");
            }
            return answer(user, way, issued, Response.Status.OK);
        }
        TypedCode typed = TypedCode.parse(fields.get("code"))
                .orElseThrow(() -> AdminError.badRequest("code", "code: the digits of the message are expected"));
        return Response.ok(verify(user, way, id, typed)).build();
    }

    // A wrong code is an answer, not a refusal: the event about it must stay.
    private Map<String, Object> verify(UserModel user, Way way, String id, TypedCode typed) {
        Judgement judgement = codes(way.channel()).verify(way.binding(), Set.of(id), typed);
        String outcome = word(judgement.verdict());
        record(user, way, outcome);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("verified", judgement.verdict() == Verdict.ACCEPTED);
        answer.put("outcome", outcome);
        return answer;
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case ACCEPTED -> "verified";
            case LOCKED -> "locked";
            case METHOD_OFF -> "method_off";
            case HELD -> "held";
            case WRONG, EXPIRED, USED, DEAD, UNKNOWN -> "rejected";
        };
    }

    private Response answer(UserModel user, Way way, Issued issued, Response.Status sent) {
        if (issued instanceof Issued.Send send) {
            handOver(user, way, send);
            return Response.status(sent).entity(view(way, send.status())).build();
        }
        if (issued instanceof Issued.Stands stands && stands.refusal() == null) {
            return Response.ok(view(way, stands.status())).build();
        }
        Issued.Refusal refusal =
                issued instanceof Issued.Stands stands ? stands.refusal() : ((Issued.Refused) issued).refusal();
        throw AdminError.tooMany("No message is sent: " + refusal.reason().code()
                + (refusal.until() == null ? "" : ", for " + secondsUntil(refusal.until()) + " seconds"));
    }

    private void handOver(UserModel user, Way way, Issued.Send send) {
        LoginFormsProvider texts =
                call.session().getProvider(LoginFormsProvider.class).setUser(user);
        CodeChannel.Letter letter = new CodeChannel.Letter(
                call.session(),
                call.realm(),
                user,
                texts,
                way.binding().destination(),
                send.code(),
                twoFactor.companyName(call.realm()),
                send.status().sends(),
                send.validFor(),
                Purpose.HELP_DESK);
        twoFactor
                .outbox(way.channel().channel())
                .afterCommit(call.session(), send.deliveryId(), way.channel().write(letter));
    }

    // A challenge does not say where it went: the way whose binding it has is looked for.
    private Way way(UserModel user, String id) {
        return ways(user)
                .filter(each -> FoundUser.canBeId(id))
                .filter(each ->
                        codes(each.channel()).status(each.binding(), Set.of(id)).isPresent())
                .findFirst()
                .orElseThrow(CallerChecks::gone);
    }

    private static RuntimeException gone() {
        return AdminError.notFound("You have sent no such code to this user");
    }

    // The user's default first, whatever its channel.
    private Stream<Way> ways(UserModel user) {
        List<String> order = user.credentialManager()
                .getStoredCredentialsStream()
                .map(CredentialModel::getId)
                .toList();
        return Arrays.stream(Channel.values())
                .flatMap(channel -> CodeChannels.of(channel.credentialType()).stream())
                .flatMap(channel -> channel.usable(twoFactor.policy(call.realm()), user).stream()
                        .map(enrolled -> new Way(channel, enrolled, binding(user, channel, enrolled))))
                .sorted(Comparator.comparingInt(
                        way -> order.indexOf(way.enrolled().credentialId())));
    }

    private Binding binding(UserModel user, CodeChannel channel, EnrolledDestination enrolled) {
        return new Binding(
                call.realm().getId(),
                user.getId(),
                "agent " + call.auth().adminAuth().getUser().getId(),
                Purpose.HELP_DESK,
                channel.channel(),
                enrolled.destination(),
                enrolled.boundAt());
    }

    private static Map<String, Object> view(Way way, CodeStatus status) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", status.challengeId());
        view.put("method", way.channel().channel().key());
        view.put("destination", way.binding().destination().masked());
        view.put("state", status.state().name().toLowerCase(Locale.ROOT));
        view.put("live", status.live());
        view.put("expiresIn", secondsUntil(status.expiresAt()));
        view.put("resendIn", secondsUntil(status.resendAt()));
        view.put("resendsLeft", status.sendsLeft());
        return view;
    }

    private void record(UserModel user, Way way, String outcome) {
        Map<String, String> what = Map.of("method", way.channel().channel().key(), "outcome", outcome);
        call.record(OperationType.ACTION, KIND, "users/" + user.getId() + "/verifications", what);
    }

    // The words for a caller are about as many as those for a login.
    private CodeLifeCycle codes(CodeChannel channel) {
        LoginFormsProvider texts = call.session().getProvider(LoginFormsProvider.class);
        return twoFactor.codes(
                call.realm(),
                Occasion.withoutOther(number -> channel.parts(call.session(), call.realm(), texts, number)));
    }

    private static long secondsUntil(Instant moment) {
        long millis = Duration.between(Instant.ofEpochMilli(Time.currentTimeMillis()), moment)
                .toMillis();
        return Math.max(0, (millis + 999) / 1000);
    }
}
