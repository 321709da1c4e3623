package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Judgement;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.registration.Proved;
import dev.twofactor.keycloak.registration.VerificationTokens;
import dev.twofactor.keycloak.server.RealmDestinationKeys;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/**
 * Proves a phone or address of somebody without an account. There is no session in which it could stay meanwhile: it is in
 * the verification's id, sealed, which works for the client that began it alone.
 */
final class NewcomerCalls {

    private final Registrar registrar;

    NewcomerCalls(Registrar registrar) {
        this.registrar = registrar;
    }

    /** One phone or address on its way to be proved. */
    private record Pending(CodeChannel channel, Destination destination) {}

    Response start(Json body) {
        CodeChannel channel = NewDestination.channel(registrar.session(), registrar.realm(), body);
        Pending pending = new Pending(
                channel, NewDestination.read(registrar.session(), registrar.realm(), channel.channel(), body));
        return answer(pending, registrar.codes(body).open(channel, pending.destination()), 201);
    }

    Response go(String id, Json body) {
        String[] parts = opened(id).orElseThrow(NewcomerCalls::notFound);
        Pending pending = pending(parts);
        String handle = parts[1];
        return VerificationCalls.bringsCode(body)
                ? verify(pending, handle, body)
                : answer(pending, registrar.codes(body).resend(pending.channel(), pending.destination(), handle), 200);
    }

    private Response verify(Pending pending, String handle, Json body) {
        Judgement judgement = registrar
                .codes(body)
                .verify(pending.channel(), pending.destination(), handle, VerificationCalls.code(body));
        if (judgement.verdict() != Verdict.ACCEPTED) {
            report(pending, judgement.verdict());
            throw VerificationView.refused(judgement.verdict());
        }
        Proved proved = new Proved(pending.channel(), pending.destination(), handle);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put(
                "verificationToken",
                new VerificationTokens(registrar.session(), registrar.realm()).sign(registrar.client(), proved));
        view.put("expiresIn", VerificationTokens.GOOD_FOR.toSeconds());
        view.put("method", pending.channel().channel().key());
        view.put("destination", pending.destination().masked());
        return Calls.json(200, view);
    }

    private Response answer(Pending pending, Issued issued, int sent) {
        if (issued instanceof Issued.Send send) {
            return Calls.json(sent, view(pending, send.status()));
        }
        if (issued instanceof Issued.Stands stands && stands.refusal() == null) {
            return Calls.json(200, view(pending, stands.status()));
        }
        throw VerificationView.refused(issued);
    }

    private Map<String, Object> view(Pending pending, CodeStatus status) {
        Channel channel = pending.channel().channel();
        String id = RealmDestinationKeys.seal(
                registrar.session(),
                registrar.realm(),
                String.join(
                        " ",
                        registrar.client().getId(),
                        status.challengeId(),
                        channel.name(),
                        pending.destination().address()));
        return VerificationView.of(id, channel, pending.destination(), status);
    }

    private Optional<String[]> opened(String id) {
        return RealmDestinationKeys.open(registrar.session(), registrar.realm(), id)
                .map(clear -> clear.split(" ", 4))
                .filter(parts -> parts.length == 4)
                .filter(parts -> parts[0].equals(registrar.client().getId()));
    }

    private static Pending pending(String[] parts) {
        CodeChannel channel =
                CodeChannels.of(Channel.valueOf(parts[2]).credentialType()).orElseThrow(NewcomerCalls::notFound);
        return new Pending(channel, channel.destination(parts[3]).orElseThrow(NewcomerCalls::notFound));
    }

    private static Problem notFound() {
        return new Problem(Problem.Kind.NOT_FOUND);
    }

    private void report(Pending pending, Verdict verdict) {
        registrar
                .event(EventType.REGISTER)
                .detail("two_factor_method", pending.channel().channel().credentialType())
                .detail("two_factor_reason", verdict.name().toLowerCase(Locale.ROOT))
                .error(Errors.INVALID_USER_CREDENTIALS);
    }
}
