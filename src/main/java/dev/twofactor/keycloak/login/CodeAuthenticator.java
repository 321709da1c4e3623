package dev.twofactor.keycloak.login;

import dev.twofactor.keycloak.AllowedMethods;
import dev.twofactor.keycloak.credential.CodeCredentialProvider;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.HttpMethod;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.CredentialValidator;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Asks for a code that was sent to the user: the same step for every channel. */
final class CodeAuthenticator implements Authenticator, CredentialValidator<CodeCredentialProvider> {

    private final CodeChannel channel;

    CodeAuthenticator(CodeChannel channel) {
        this.channel = channel;
    }

    /** Also runs on reload, language change and return from "Try another way"; only the first time sends. */
    @Override
    public void authenticate(AuthenticationFlowContext context) {
        if (isAllowed(context.getSession(), context.getRealm())) {
            new CodeStep(context, channel).begin();
        } else {
            context.attempted();
        }
    }

    /** Keycloak also calls this for GET and HEAD with a valid session code: these show the page and change nothing. */
    @Override
    public void action(AuthenticationFlowContext context) {
        if (!configuredFor(context.getSession(), context.getRealm(), context.getUser())) {
            // It was taken away since the page was shown: whatever is asked now is asked from the start.
            context.resetFlow();
            return;
        }
        CodeStep step = new CodeStep(context, channel);
        if (!HttpMethod.POST.equals(context.getHttpRequest().getHttpMethod())) {
            step.open();
        } else if (context.getHttpRequest().getDecodedFormParameters().containsKey("resend")) {
            step.resend();
        } else if (context.getHttpRequest().getDecodedFormParameters().containsKey(PostedForm.CREDENTIAL_ID)) {
            step.pick();
        } else {
            step.verify();
        }
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return channel.isUsable(TwoFactor.of(session).policy(realm), user);
    }

    // Keycloak lists a step under "Try another way" by its stored credential alone, so the policy is asked here as
    // well.
    private boolean isAllowed(KeycloakSession session, RealmModel realm) {
        return AllowedMethods.of(TwoFactor.of(session).policy(realm))
                .allows(channel.channel().credentialType());
    }

    @Override
    public CodeCredentialProvider getCredentialProvider(KeycloakSession session) {
        String type = channel.channel().credentialType();
        return (CodeCredentialProvider) session.getProvider(CredentialProvider.class, type);
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // Whether a user has to enroll is decided by its own step.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
