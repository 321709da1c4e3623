package dev.twofactor.keycloak.login;

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
import dev.twofactor.keycloak.delivery.Dispatch;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.StoreBusyException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Errors;

/** One request to the code step: finds the challenge, asks the domain, shows what it said. */
final class CodeStep {

    private static final int LONGEST_FIELD = 64;

    private final AuthenticationFlowContext context;
    private final CodeChannel channel;
    private final TwoFactor twoFactor;
    private final RememberedChallenge remembered;
    private final CodePage page;
    private final FailureReports reports;

    CodeStep(AuthenticationFlowContext context, CodeChannel channel) {
        this.context = context;
        this.channel = channel;
        this.twoFactor = TwoFactor.of(context.getSession());
        this.remembered = new RememberedChallenge(context, channel.channel());
        this.page = new CodePage(context, channel.channel());
        this.reports = new FailureReports(context);
    }

    /** Shows the page; sends a message only when this browser has no challenge for this user yet. */
    void open() {
        withDestination(destination -> {
            if (reports.isLockedOut()) {
                page.showLockedOut(destination, reports.lockedOutError());
                return;
            }
            show(destination, codes().open(binding(destination), remembered.handle(), remembered.mayJoin()));
        });
    }

    /** Sends another message, if the waits and limits allow. */
    void resend() {
        withDestination(destination -> {
            if (reports.isLockedOut()) {
                page.showLockedOut(destination, reports.lockedOutError());
                return;
            }
            show(destination, codes().resend(binding(destination), remembered.handle()));
        });
    }

    /** Judges the posted code. */
    void verify() {
        withDestination(destination -> {
            Optional<TypedCode> typed = typedCode();
            if (reports.isLockedOut()) {
                context.getEvent().user(context.getUser()).error(reports.lockedOutError());
                page.showLockedOut(destination, reports.lockedOutError());
            } else if (typed.isEmpty()) {
                page.showMalformed(destination, standing(destination));
            } else {
                settle(destination, codes().verify(binding(destination), remembered.handle(), typed.get()));
            }
        });
    }

    private void settle(Destination destination, Judgement judgement) {
        Verdict verdict = judgement.verdict();
        if (verdict == Verdict.ACCEPTED) {
            // Keycloak's own name for one-time codes: only this clears its protector's counter.
            context.success("otp");
            return;
        }
        if (verdict == Verdict.WRONG) {
            reports.reportWrongCode();
        }
        context.getEvent()
                .user(context.getUser())
                .detail("two_factor_method", channel.channel().credentialType())
                .detail("two_factor_reason", verdict.name().toLowerCase(java.util.Locale.ROOT))
                .error(Errors.INVALID_USER_CREDENTIALS);
        page.showRejected(destination, judgement.status(), verdict == Verdict.LOCKED);
    }

    private void show(Destination destination, Issued issued) {
        if (issued instanceof Issued.Send send) {
            remembered.remember(send.status().challengeId());
            handOver(destination, send);
            page.show(destination, send.status());
        } else if (issued instanceof Issued.Stands stands) {
            remembered.remember(stands.status().challengeId());
            page.show(destination, stands.status(), stands.refusal());
        } else if (issued instanceof Issued.Refused refused) {
            page.showNothingSent(destination, refused.refusal());
        }
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
                send.validFor());
        Dispatch dispatch = channel.write(letter);
        twoFactor.outbox(channel.channel()).afterCommit(context.getSession(), send.deliveryId(), dispatch);
    }

    private CodeStatus standing(Destination destination) {
        return codes().status(binding(destination), remembered.handle()).orElse(null);
    }

    // Two fields of one name are no code: nobody can say which of them was meant.
    private Optional<TypedCode> typedCode() {
        List<String> values =
                context.getHttpRequest().getDecodedFormParameters().get("code");
        boolean single = values != null && values.size() == 1 && values.get(0).length() <= LONGEST_FIELD;
        return single ? TypedCode.parse(values.get(0)) : Optional.empty();
    }

    private void withDestination(Consumer<Destination> work) {
        Optional<Destination> destination = channel.destination(context.getUser());
        if (destination.isEmpty()) {
            context.attempted();
            return;
        }
        try {
            work.accept(destination.get());
        } catch (StoreBusyException e) {
            page.showBusy();
        }
    }

    private CodeLifeCycle codes() {
        return twoFactor.codes(context.getRealm());
    }

    private Binding binding(Destination destination) {
        return new Binding(
                context.getRealm().getId(),
                context.getUser().getId(),
                context.getAuthenticationSession().getParentSession().getId(),
                Purpose.LOGIN,
                channel.channel(),
                destination);
    }
}
