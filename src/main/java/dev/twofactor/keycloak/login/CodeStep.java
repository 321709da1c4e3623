package dev.twofactor.keycloak.login;

import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.CodeStatus;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Judgement;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.Dispatch;
import dev.twofactor.keycloak.delivery.RefusalWords;
import dev.twofactor.keycloak.duty.UsableSteps;
import dev.twofactor.keycloak.notice.CodeReportLink;
import dev.twofactor.keycloak.server.Occasion;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.StoreBusyException;
import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.AuthenticationExecutionModel;

/** One request to the code step: finds the challenge, asks the domain, shows what it said. */
final class CodeStep {

    private final AuthenticationFlowContext context;
    private final CodeChannel channel;
    private final TwoFactor twoFactor;
    private final RememberedChallenges remembered;
    private final PickedDestination picked;
    private final CodePage page;
    private final FailureReports reports;

    CodeStep(AuthenticationFlowContext context, CodeChannel channel) {
        this.context = context;
        this.channel = channel;
        this.twoFactor = TwoFactor.of(context.getSession());
        this.remembered = new RememberedChallenges(context.getAuthenticationSession());
        this.picked = new PickedDestination(context, channel);
        this.page = new CodePage(context, channel.channel(), picked);
        this.reports = new FailureReports(context);
    }

    /** The same as {@link #open()}, but where text messages give way Keycloak goes over to the user's next method. */
    void begin() {
        open(issued -> {
            if (issued instanceof Issued.Refused refused && refused.refusal().reason() == Issued.Reason.GIVES_WAY) {
                context.form().setInfo("twoFactorGivesWay");
                context.attempted();
            } else {
                show(issued);
            }
        });
    }

    /**
     * Shows the page; sends a message only when this browser has no challenge for this destination yet, and a person rather than a
     * program seems to be there.
     */
    void open() {
        open(this::show);
    }

    private void open(Consumer<Issued> then) {
        withDestination(() -> {
            if (reports.isLockedOut()) {
                page.showLockedOut(reports.lockedOutError());
                return;
            }
            if (MailLink.isJustOpened(context) && standing() == null) {
                page.showUnasked();
                return;
            }
            then.accept(codes().open(binding(), remembered.handles(), remembered.mayJoin(picked.credentialId())));
        });
    }

    /** Goes over to another of the user's phones or addresses. */
    void pick() {
        new PostedForm(context).credentialId().ifPresent(picked::pick);
        open();
    }

    /** Sends another message, if the waits and limits allow. */
    void resend() {
        withDestination(() -> {
            if (reports.isLockedOut()) {
                page.showLockedOut(reports.lockedOutError());
                return;
            }
            show(codes().resend(binding(), remembered.handles()));
        });
    }

    /** Judges the posted code. */
    void verify() {
        withDestination(() -> {
            Optional<TypedCode> typed = new PostedForm(context).code();
            if (reports.isLockedOut()) {
                context.getEvent().user(context.getUser()).error(reports.lockedOutError());
                page.showLockedOut(reports.lockedOutError());
            } else if (typed.isEmpty()) {
                page.showMalformed(standing());
            } else {
                settle(codes().verify(binding(), remembered.handles(), typed.get()));
            }
        });
    }

    private void settle(Judgement judgement) {
        Verdict verdict = judgement.verdict();
        if (verdict == Verdict.ACCEPTED) {
            new TrustOffer(context).takeUp();
            // Keycloak's own name for one-time codes: only this clears its protector's counter.
            context.success("otp");
            return;
        }
        reports.report(verdict, channel.channel().credentialType());
        page.showRejected(judgement.status(), RefusalWords.ofVerdict(verdict));
    }

    private void show(Issued issued) {
        if (issued instanceof Issued.Send send) {
            remembered.remember(picked.credentialId(), send.status().challengeId());
            handOver(send);
            page.show(send.status());
        } else if (issued instanceof Issued.Stands stands) {
            remembered.remember(picked.credentialId(), stands.status().challengeId());
            page.show(stands.status(), stands.refusal());
        } else if (issued instanceof Issued.Refused refused) {
            page.showNothingSent(refused.refusal());
        }
    }

    private void handOver(Issued.Send send) {
        CodeChannel.Letter letter = new CodeChannel.Letter(
                context.getSession(),
                context.getRealm(),
                context.getUser(),
                context.form(),
                picked.destination(),
                send.code(),
                twoFactor.companyName(context.getRealm()),
                send.status().sends(),
                send.validFor(),
                Purpose.LOGIN,
                CodeReportLink.of(context.getSession(), context.getRealm(), send));
        Dispatch dispatch = channel.write(letter);
        twoFactor.outbox(channel.channel()).afterCommit(context.getSession(), send.deliveryId(), dispatch);
    }

    private CodeStatus standing() {
        return codes().status(binding(), remembered.handles()).orElse(null);
    }

    private void withDestination(Runnable work) {
        if (picked.isMissing()) {
            context.attempted();
            return;
        }
        try {
            work.run();
        } catch (StoreBusyException e) {
            page.showBusy();
        }
    }

    private CodeLifeCycle codes() {
        return twoFactor.codes(
                context.getRealm(),
                new Occasion(
                        number -> channel.parts(context.getSession(), context.getRealm(), context.form(), number),
                        this::hasOtherMethod));
    }

    // Where a flow asks for this very step, no other one stands in for it.
    private boolean hasOtherMethod() {
        AuthenticationExecutionModel step = context.getExecution();
        return step.isAlternative()
                && new UsableSteps(context.getSession(), context.getRealm(), context.getUser())
                        .isAnyIn(step.getParentFlow(), FactorTypes.FREE::contains);
    }

    private Binding binding() {
        return new Binding(
                context.getRealm().getId(),
                context.getUser().getId(),
                context.getAuthenticationSession().getParentSession().getId(),
                Purpose.LOGIN,
                channel.channel(),
                picked.destination(),
                picked.boundAt());
    }
}
