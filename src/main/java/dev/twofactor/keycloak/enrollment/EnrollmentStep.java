package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Judgement;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.server.Occasion;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.stepup.StepUp;
import dev.twofactor.keycloak.store.StoreBusyException;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.models.utils.FormMessage;

/** One request to set up a phone or address. */
final class EnrollmentStep {

    private final RequiredActionContext context;
    private final DestinationForm destinations;
    private final CodeChannel channel;
    private final EnrollmentForm form;
    private final PendingDestination pending;
    private final EnrollmentPage page;
    private final EnrolledCredential credential;
    private final TwoFactor twoFactor;

    EnrollmentStep(RequiredActionContext context, DestinationForm destinations) {
        this.context = context;
        this.destinations = destinations;
        this.channel = destinations.channel();
        this.form = new EnrollmentForm(context);
        this.pending = new PendingDestination(context, channel);
        this.page = new EnrollmentPage(context, destinations, form);
        this.credential = new EnrolledCredential(
                context.getSession(), context.getRealm(), context.getUser(), destinations.channel());
        this.twoFactor = TwoFactor.of(context.getSession());
    }

    /** Shows where the person stands; nothing is sent or counted. */
    void show() {
        patiently(() -> {
            Destination destination = pending.destination();
            CodeStatus status = destination == null ? null : standing(destination);
            if (status == null) {
                page.askForDestination(destination);
            } else {
                page.askForCode(destination, status);
            }
        });
    }

    /** Does what the pressed button says. */
    void act() {
        patiently(() -> {
            Destination destination = pending.destination();
            if (form.has("change")) {
                pending.clear();
                page.askForDestination(destination);
            } else if (destination != null && form.has("resend")) {
                send(destination, codes().resend(binding(destination), handles(destination)));
            } else if (destination != null && form.has(EnrollmentForm.CODE)) {
                verify(destination);
            } else if (form.has(channel.channel().field())) {
                take();
            } else {
                show();
            }
        });
    }

    private void take() {
        DestinationForm.Typed typed = destinations.read(context.getSession(), context.getRealm(), form);
        if (typed.destination() == null) {
            page.refuseDestination(typed.problem());
        } else if (credential.isStored(typed.destination())) {
            page.refuseDestination(new FormMessage(
                    channel.channel().field(),
                    "twoFactorEnrolledAlready-" + channel.channel().key()));
        } else {
            Destination destination = typed.destination();
            send(destination, codes().open(binding(destination), handles(destination), true));
        }
    }

    private void send(Destination destination, Issued issued) {
        if (issued instanceof Issued.Send send) {
            keep(destination, send.status());
            handOver(destination, send);
            page.askForCode(destination, send.status());
        } else if (issued instanceof Issued.Stands stands) {
            keep(destination, stands.status());
            page.askForCode(destination, stands.status(), stands.refusal());
        } else if (issued instanceof Issued.Refused refused) {
            page.refuseToSend(refused.refusal());
        }
    }

    private void keep(Destination destination, CodeStatus status) {
        pending.set(destination);
        pending.remember(binding(destination), status.challengeId());
    }

    private void handOver(Destination destination, Issued.Send send) {
        CodeChannel.Letter letter = new CodeChannel.Letter(
                context.getSession(),
                context.getRealm(),
                context.getUser(),
                context.form(),
                destination,
                send.code(),
                twoFactor.companyName(context.getRealm()),
                send.status().sends(),
                send.validFor(),
                Purpose.ENROLL);
        twoFactor.outbox(channel.channel()).afterCommit(context.getSession(), send.deliveryId(), channel.write(letter));
    }

    private void verify(Destination destination) {
        Optional<TypedCode> typed = form.code();
        if (typed.isEmpty()) {
            page.refuseMalformed(destination, standing(destination));
            return;
        }
        Judgement judgement = codes().verify(binding(destination), handles(destination), typed.get());
        if (judgement.verdict() == Verdict.ACCEPTED) {
            pending.clear();
            finish(destination);
        } else {
            report(judgement.verdict());
            page.refuseCode(destination, judgement);
        }
    }

    // Only who holds the phone learns that somebody else uses it.
    private void finish(Destination destination) {
        if (credential.belongsToAnother(destination)) {
            page.refuseDestination(new FormMessage(channel.channel().field(), "twoFactorPhone-TAKEN"));
        } else {
            credential.store(destination, context.getEvent(), context.form());
            StepUp.shown(context.getAuthenticationSession());
            context.success();
        }
    }

    private void report(Verdict verdict) {
        context.getEvent()
                .clone()
                .detail("two_factor_method", channel.channel().credentialType())
                .detail("two_factor_reason", verdict.name().toLowerCase(Locale.ROOT))
                .error(Errors.INVALID_USER_CREDENTIALS);
    }

    private CodeStatus standing(Destination destination) {
        return codes().status(binding(destination), handles(destination)).orElse(null);
    }

    private Binding binding(Destination destination) {
        return pending.binding(destination);
    }

    private java.util.Set<String> handles(Destination destination) {
        return pending.handles(binding(destination));
    }

    private CodeLifeCycle codes() {
        return twoFactor.codes(
                context.getRealm(),
                Occasion.withoutOther(
                        number -> channel.parts(context.getSession(), context.getRealm(), context.form(), number)));
    }

    private void patiently(Runnable work) {
        try {
            work.run();
        } catch (StoreBusyException e) {
            page.showBusy();
        }
    }
}
