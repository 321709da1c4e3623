package dev.twofactor.keycloak.directgrant;

import dev.twofactor.domain.enrollment.Duty;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TriedMethod;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.otp.Verdict;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.duty.RequiredUsers;
import dev.twofactor.keycloak.duty.UserDuty;
import dev.twofactor.keycloak.login.UserApps;
import dev.twofactor.keycloak.notice.CodeReportLink;
import dev.twofactor.keycloak.server.Occasion;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.stepup.StepUp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.common.util.Time;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * One token request whose password was right. There is no browser session that a code could be bound to: it is bound to
 * the user and the client, and found again by that.
 */
final class GrantStep {

    private final AuthenticationFlowContext context;
    private final TwoFactor twoFactor;
    private final GrantFields fields;
    private final GrantMethods methods;
    private final GrantAnswer answer;

    GrantStep(AuthenticationFlowContext context) {
        this.context = context;
        this.twoFactor = TwoFactor.of(context.getSession());
        this.fields = new GrantFields(context.getHttpRequest());
        this.methods = GrantMethods.of(context);
        this.answer = new GrantAnswer(context);
    }

    void run() {
        if (methods.isEmpty()) {
            withoutMethod();
        } else if (fields.hasCode()) {
            verify();
        } else {
            ask();
        }
    }

    private void withoutMethod() {
        if (new RequiredUsers(context.getSession(), context.getRealm()).include(context.getUser()) && !canWait()) {
            answer.enrollmentRequired();
        } else {
            noteSignIn();
            context.success();
        }
    }

    // Grace is for everybody whom the requirement meets, whatever way they sign in.
    private boolean canWait() {
        Duty duty = new UserDuty(
                        context.getSession(), context.getRealm(), context.getUser(), context.getAuthenticationSession())
                .duty();
        return duty == Duty.POSTPONABLE;
    }

    // Keycloak notes it for browsers only; whoever asks how fresh a sign-in is must know of this one too.
    private void noteSignIn() {
        context.getAuthenticationSession()
                .setUserSessionNote(AuthenticationManager.AUTH_TIME, String.valueOf(Time.currentTimeMillis() / 1000));
    }

    private void ask() {
        Optional<GrantMethod> chosen =
                fields.hasMethod() ? fields.method().flatMap(methods::named) : Optional.of(methods.defaultMethod());
        if (chosen.isEmpty()) {
            answer.unknownMethod(methods);
        } else {
            ask(chosen.get());
        }
    }

    private void ask(GrantMethod method) {
        if (method.isApp()) {
            answer.appExpected(method, methods);
        } else {
            send(method);
        }
    }

    private void send(GrantMethod method) {
        Map<GrantMethod, String> standing = standing();
        CodeLifeCycle codes = codes(method);
        Issued issued = fields.wantsAnotherMessage()
                ? codes.resend(binding(method), standing.values())
                : codes.open(binding(method), standing.values(), true);
        // What stands here may be of no use any more, and nobody is there to press a button.
        if (issued instanceof Issued.Stands stands && !stands.status().live()) {
            issued = codes.resend(binding(method), standing.values());
        }
        if (issued instanceof Issued.Send send) {
            handOver(method, send);
        }
        if (givesWay(issued)) {
            ask(methods.free().orElseThrow());
        } else {
            answer.issued(method, methods, issued);
        }
    }

    // An application that asked for this very method is told; one that leaves the choice to us gets what costs nothing.
    private boolean givesWay(Issued issued) {
        return !fields.hasMethod()
                && issued instanceof Issued.Refused refused
                && refused.refusal().reason() == Issued.Reason.GIVES_WAY;
    }

    private void handOver(GrantMethod method, Issued.Send send) {
        CodeChannel.Letter letter = new CodeChannel.Letter(
                context.getSession(),
                context.getRealm(),
                context.getUser(),
                context.form(),
                method.destination(),
                send.code(),
                twoFactor.companyName(context.getRealm()),
                send.status().sends(),
                send.validFor(),
                Purpose.DIRECT_GRANT,
                CodeReportLink.of(context.getSession(), context.getRealm(), send));
        twoFactor
                .outbox(method.channel().channel())
                .afterCommit(
                        context.getSession(),
                        send.deliveryId(),
                        method.channel().write(letter));
    }

    private void verify() {
        Optional<TypedCode> typed = fields.code().flatMap(TypedCode::parse);
        Map<GrantMethod, String> standing = standing();
        Optional<GrantMethod> method = methodOfCode(standing);
        if (typed.isEmpty() || method.isEmpty()) {
            answer.rejected("none", Verdict.UNKNOWN);
            return;
        }
        Verdict verdict = method.get().isApp()
                ? judgeApp(method.get(), typed.get())
                : codes(method.get())
                        .verify(binding(method.get()), standing.values(), typed.get())
                        .verdict();
        if (verdict == Verdict.ACCEPTED) {
            noteSignIn();
            StepUp.shown(context.getAuthenticationSession());
            context.success("otp");
        } else {
            answer.rejected(method.get().credentialType(), verdict);
        }
    }

    // The same call with the code need not repeat the method: what was sent is what the code belongs to. An app's code
    // needs no first call.
    private Optional<GrantMethod> methodOfCode(Map<GrantMethod, String> standing) {
        if (fields.hasMethod()) {
            return fields.method().flatMap(methods::named);
        }
        return methods.defaultMethod().isApp()
                ? Optional.of(methods.defaultMethod())
                : standing.keySet().stream().findFirst().or(methods::app);
    }

    private Verdict judgeApp(GrantMethod app, TypedCode typed) {
        UserApps apps = new UserApps(context);
        return twoFactor
                .tries(context.getRealm())
                .judge(
                        context.getRealm().getId(),
                        context.getUser().getId(),
                        new TriedMethod(app.credentialType(), apps.boundAt(app.credentialId())),
                        () -> apps.isRight(app.credentialId(), typed.digits()));
    }

    private Map<GrantMethod, String> standing() {
        Collection<GrantMethod> sent = methods.sent();
        Map<Binding, String> handles = sent.isEmpty()
                ? Map.of()
                : codes(sent.iterator().next())
                        .standing(sent.stream().map(this::binding).toList());
        Map<GrantMethod, String> standing = new LinkedHashMap<>();
        sent.stream()
                .filter(method -> handles.containsKey(binding(method)))
                .forEach(method -> standing.put(method, handles.get(binding(method))));
        return standing;
    }

    private CodeLifeCycle codes(GrantMethod method) {
        return twoFactor.codes(
                context.getRealm(),
                new Occasion(
                        number -> method.channel()
                                .parts(context.getSession(), context.getRealm(), context.form(), number),
                        () -> methods.free().isPresent()));
    }

    private Binding binding(GrantMethod method) {
        return new Binding(
                context.getRealm().getId(),
                context.getUser().getId(),
                context.getAuthenticationSession().getClient().getId(),
                Purpose.DIRECT_GRANT,
                method.channel().channel(),
                method.destination(),
                method.boundAt());
    }
}
