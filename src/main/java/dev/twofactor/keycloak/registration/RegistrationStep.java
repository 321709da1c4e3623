package dev.twofactor.keycloak.registration;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Judgement;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.keycloak.AllowedMethods;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.RefusalWords;
import dev.twofactor.keycloak.enrollment.DestinationForm;
import dev.twofactor.keycloak.enrollment.EnrollmentForm;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.StoreBusyException;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.authentication.FormContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** One request of somebody who registers and has not yet proved a phone or address. */
final class RegistrationStep {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RegistrationNotes notes;
    private final EnrollmentForm posted;
    private final List<Channel> channels;
    private final NewcomerCodes codes;

    RegistrationStep(FormContext context) {
        this.session = context.getSession();
        this.realm = context.getRealm();
        this.notes = new RegistrationNotes(session, realm, context.getAuthenticationSession());
        this.posted = new EnrollmentForm(context.getHttpRequest());
        this.channels = channels(TwoFactor.of(session).policy(realm), RegistrationChoice.of(context));
        this.codes = new NewcomerCodes(
                session,
                realm,
                null,
                context.getAuthenticationSession().getParentSession().getId());
    }

    private static List<Channel> channels(TwoFactorPolicy policy, RegistrationChoice choice) {
        return policy.enrollment().requirement() == Requirement.OFF
                ? List.of()
                : Arrays.stream(Channel.values())
                        .filter(channel -> AllowedMethods.of(policy).allows(channel.credentialType()))
                        .filter(choice::includes)
                        .toList();
    }

    /** Whether a code must come back before the profile is asked for. */
    boolean isDue() {
        return !channels.isEmpty() && notes.proved().isEmpty();
    }

    boolean isPosted() {
        return posted.isPosted();
    }

    /** Where the person stands; nothing is sent or counted. */
    Response show(LoginFormsProvider form) {
        return patiently(form, page -> {
            Optional<Proved> pending = notes.pending();
            return pending.isPresent() ? page.askForCode(pending.get(), status(pending.get()), null) : ask(page, null);
        });
    }

    /** Does what the pressed button says; empty once the code was right. */
    Optional<Response> act(LoginFormsProvider form) {
        return Optional.ofNullable(patiently(form, page -> {
            Optional<Proved> pending = notes.pending();
            if (posted.has(EnrollmentForm.METHOD) || posted.has("choose")) {
                notes.choose(method());
                return ask(page, null);
            } else if (posted.has("change")) {
                notes.forgetPending();
                return ask(page, pending.map(Proved::destination).orElse(null));
            } else if (pending.isPresent() && posted.has("resend")) {
                return resend(page, pending.get());
            } else if (pending.isPresent() && posted.has(EnrollmentForm.CODE)) {
                return verify(page, pending.get());
            }
            return channel().filter(channel -> posted.has(channel.field())).isPresent()
                    ? take(page, channel().get())
                    : show(form);
        }));
    }

    /** Uses up what was proved in this browser; false when it was before. */
    boolean take(Proved proved) {
        return codes.take(proved);
    }

    private Response ask(RegistrationPage page, Destination standing) {
        return channel()
                .map(channel -> page.askForDestination(channel, standing))
                .orElseGet(page::choose);
    }

    private Optional<Channel> channel() {
        return channels.size() == 1
                ? Optional.of(channels.get(0))
                : notes.chosen().filter(channels::contains);
    }

    // Null for none of those that there are.
    private Channel method() {
        return channels.stream()
                .filter(channel -> channel.key().equals(posted.text(EnrollmentForm.METHOD)))
                .findFirst()
                .orElse(null);
    }

    private Response take(RegistrationPage page, Channel channel) {
        DestinationForm.Typed typed = DestinationForm.of(channel).read(session, realm, posted);
        if (typed.destination() == null) {
            return page.refuseDestination(channel, typed.problem());
        }
        CodeChannel by = CodeChannels.of(channel.credentialType()).orElseThrow();
        Issued issued = codes.open(by, typed.destination());
        if (issued instanceof Issued.Refused refused) {
            return page.refuseToSend(channel, refused.refusal());
        }
        return answer(page, by, typed.destination(), issued);
    }

    private Response resend(RegistrationPage page, Proved pending) {
        Issued issued = codes.resend(pending.channel(), pending.destination(), pending.challengeId());
        return issued instanceof Issued.Refused refused
                ? page.askForCode(pending, status(pending), refused.refusal())
                : answer(page, pending.channel(), pending.destination(), issued);
    }

    private Response answer(RegistrationPage page, CodeChannel channel, Destination destination, Issued issued) {
        CodeStatus status = issued instanceof Issued.Send send ? send.status() : ((Issued.Stands) issued).status();
        notes.pending(channel, destination, status.challengeId());
        return page.askForCode(
                new Proved(channel, destination, status.challengeId()),
                status,
                issued instanceof Issued.Stands stands ? stands.refusal() : null);
    }

    private Response verify(RegistrationPage page, Proved pending) {
        Optional<TypedCode> typed = posted.code();
        if (typed.isEmpty()) {
            int length = TwoFactor.of(session).policy(realm).codes().length();
            return page.refuseCode(pending, status(pending), "twoFactorCodeMalformed", length);
        }
        Judgement judgement =
                codes.verify(pending.channel(), pending.destination(), pending.challengeId(), typed.get());
        if (judgement.verdict() == Verdict.ACCEPTED) {
            notes.proved(pending);
            return null;
        }
        return page.refuseCode(
                pending,
                judgement.status(),
                judgement.verdict() == Verdict.LOCKED
                        ? "twoFactorEnrollTooManyWrong"
                        : RefusalWords.ofVerdict(judgement.verdict()));
    }

    private CodeStatus status(Proved pending) {
        return codes.status(pending.channel(), pending.destination(), pending.challengeId())
                .orElse(null);
    }

    private Response patiently(LoginFormsProvider form, Function<RegistrationPage, Response> work) {
        RegistrationPage page = new RegistrationPage(session, realm, form, posted, channels);
        try {
            return work.apply(page);
        } catch (StoreBusyException e) {
            return page.busy();
        }
    }
}
