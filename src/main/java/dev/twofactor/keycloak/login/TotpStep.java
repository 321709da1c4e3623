package dev.twofactor.keycloak.login;

import dev.twofactor.domain.otp.TriedMethod;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.delivery.RefusalWords;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.StoreBusyException;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.events.Details;
import org.keycloak.models.credential.OTPCredentialModel;

/** One request to the step for authenticator apps: Keycloak compares, our limits count. */
final class TotpStep {

    private final AuthenticationFlowContext context;
    private final UserApps apps;
    private final FailureReports reports;
    private final String credentialId;
    private final TotpPage page;

    TotpStep(AuthenticationFlowContext context) {
        this.context = context;
        this.apps = new UserApps(context);
        this.reports = new FailureReports(context);
        this.credentialId = apps.choose(new PostedForm(context).credentialId());
        this.page = new TotpPage(context, apps, credentialId);
    }

    void open() {
        page.show();
    }

    /** Judges the posted code. */
    void verify() {
        context.getEvent().detail(Details.SELECTED_CREDENTIAL_ID, credentialId);
        Optional<TypedCode> typed = new PostedForm(context).code();
        if (reports.isLockedOut()) {
            context.getEvent().user(context.getUser()).error(reports.lockedOutError());
            page.showRejected();
        } else if (typed.isEmpty()) {
            page.showMalformed();
        } else {
            settle(typed.get());
        }
    }

    private void settle(TypedCode typed) {
        try {
            Verdict verdict = TwoFactor.of(context.getSession())
                    .tries(context.getRealm())
                    .judge(
                            context.getRealm().getId(),
                            context.getUser().getId(),
                            new TriedMethod(OTPCredentialModel.TYPE, apps.boundAt(credentialId)),
                            () -> apps.isRight(credentialId, typed.digits()));
            settle(verdict);
        } catch (StoreBusyException e) {
            page.showBusy();
        }
    }

    private void settle(Verdict verdict) {
        if (verdict == Verdict.ACCEPTED) {
            new TrustOffer(context).takeUp();
            context.success(OTPCredentialModel.TYPE);
            return;
        }
        reports.report(verdict, OTPCredentialModel.TYPE);
        if (verdict == Verdict.WRONG) {
            page.showRejected();
        } else {
            page.showRefused(RefusalWords.ofVerdict(verdict));
        }
    }
}
