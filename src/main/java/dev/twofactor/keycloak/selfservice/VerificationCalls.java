package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
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
import dev.twofactor.keycloak.enrollment.EnrolledCredential;
import dev.twofactor.keycloak.server.Occasion;
import dev.twofactor.keycloak.server.RealmDestinationKeys;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * Sets up a phone or an address: the first call sends a code there, the second brings it back. The destination stays in
 * the user's session meanwhile, so that no call can swap it; sealed, since sessions are stored and shown to mappers.
 */
final class VerificationCalls {

    private static final String NOTE = "two-factor.verification.";

    private final Caller caller;
    private final TwoFactor twoFactor;
    private final LoginFormsProvider texts;

    VerificationCalls(Caller caller) {
        this.caller = caller;
        this.twoFactor = TwoFactor.of(caller.session());
        this.texts = caller.session().getProvider(LoginFormsProvider.class).setUser(caller.user());
    }

    /** One phone or address on its way to become a second factor. */
    private record Pending(CodeChannel channel, Destination destination) {}

    Response start(Json body) {
        caller.requireFresh(false);
        CodeChannel channel = NewDestination.channel(caller.session(), caller.realm(), body);
        Pending pending =
                new Pending(channel, NewDestination.read(caller.session(), caller.realm(), channel.channel(), body));
        if (credential(pending).isStored(pending.destination())) {
            throw new Problem(Problem.Kind.ALREADY_SET_UP).with("field", "destination");
        }
        Binding binding = binding(pending);
        Collection<String> standing = codes(pending).standing(List.of(binding)).values();
        return answer(pending, codes(pending).open(binding, standing, true), 201);
    }

    Response go(String id, Json body) {
        Pending pending = pending(id);
        caller.requireFresh(true);
        return bringsCode(body)
                ? verify(id, pending, body)
                : answer(pending, codes(pending).resend(binding(pending), Set.of(id)), 200);
    }

    /** Whether a code is brought back; else another message is asked for. */
    static boolean bringsCode(Json body) {
        if (body.has("code") == body.has("resend")) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", "code");
        }
        if (body.has("resend") && !body.flag("resend")) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", "resend");
        }
        return body.has("code");
    }

    /** The code of a call, as far as it can be one. */
    static TypedCode code(Json body) {
        return TypedCode.parse(body.text("code"))
                .orElseThrow(() -> new Problem(Problem.Kind.CODE_REJECTED).with("field", "code"));
    }

    private Response verify(String id, Pending pending, Json body) {
        Judgement judgement = codes(pending).verify(binding(pending), Set.of(id), code(body));
        if (judgement.verdict() != Verdict.ACCEPTED) {
            report(pending, judgement.verdict());
            throw VerificationView.refused(judgement.verdict());
        }
        caller.userSession().removeNote(NOTE + id);
        if (credential(pending).belongsToAnother(pending.destination())) {
            throw new Problem(Problem.Kind.TAKEN).with("field", "destination");
        }
        EventBuilder event = caller.event(EventType.UPDATE_CREDENTIAL);
        var stored = credential(pending).store(pending.destination(), event, texts);
        event.success();
        return stored == null ? Response.noContent().build() : Calls.json(201, MethodCalls.view(stored, false));
    }

    private Response answer(Pending pending, Issued issued, int sent) {
        if (issued instanceof Issued.Send send) {
            remember(pending, send.status());
            handOver(pending, send);
            return Calls.json(sent, view(pending, send.status()));
        }
        if (issued instanceof Issued.Stands stands && stands.refusal() == null) {
            remember(pending, stands.status());
            return Calls.json(200, view(pending, stands.status()));
        }
        throw VerificationView.refused(issued);
    }

    private void remember(Pending pending, CodeStatus status) {
        caller.userSession()
                .setNote(
                        NOTE + status.challengeId(),
                        RealmDestinationKeys.seal(
                                caller.session(),
                                caller.realm(),
                                pending.channel().channel().name() + " "
                                        + pending.destination().address()));
    }

    private Pending pending(String id) {
        String[] parts = Optional.ofNullable(caller.userSession().getNote(NOTE + id))
                .flatMap(note -> RealmDestinationKeys.open(caller.session(), caller.realm(), note))
                .orElseThrow(() -> new Problem(Problem.Kind.NOT_FOUND))
                .split(" ", 2);
        CodeChannel channel = CodeChannels.of(Channel.valueOf(parts[0]).credentialType())
                .orElseThrow(() -> new Problem(Problem.Kind.NOT_FOUND));
        return channel.destination(parts[1])
                .map(destination -> new Pending(channel, destination))
                .orElseThrow(() -> new Problem(Problem.Kind.NOT_FOUND));
    }

    private void handOver(Pending pending, Issued.Send send) {
        CodeChannel.Letter letter = new CodeChannel.Letter(
                caller.session(),
                caller.realm(),
                caller.user(),
                texts,
                pending.destination(),
                send.code(),
                twoFactor.companyName(caller.realm()),
                send.status().sends(),
                send.validFor(),
                Purpose.ENROLL);
        twoFactor
                .outbox(pending.channel().channel())
                .afterCommit(
                        caller.session(), send.deliveryId(), pending.channel().write(letter));
    }

    private void report(Pending pending, Verdict verdict) {
        caller.event(EventType.UPDATE_CREDENTIAL)
                .detail("two_factor_method", pending.channel().channel().credentialType())
                .detail("two_factor_reason", verdict.name().toLowerCase(Locale.ROOT))
                .error(Errors.INVALID_USER_CREDENTIALS);
    }

    private EnrolledCredential credential(Pending pending) {
        return new EnrolledCredential(caller.session(), caller.realm(), caller.user(), pending.channel());
    }

    private static Map<String, Object> view(Pending pending, CodeStatus status) {
        return VerificationView.of(status.challengeId(), pending.channel().channel(), pending.destination(), status);
    }

    private CodeLifeCycle codes(Pending pending) {
        return twoFactor.codes(caller.realm(), Occasion.withoutOther(number -> pending.channel()
                .parts(caller.session(), caller.realm(), texts, number)));
    }

    // The prefix keeps it apart from set-ups in the browser, whose session has the same id.
    private Binding binding(Pending pending) {
        return new Binding(
                caller.realm().getId(),
                caller.user().getId(),
                "rest " + caller.userSession().getId(),
                Purpose.ENROLL,
                pending.channel().channel(),
                pending.destination());
    }
}
