package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.stepup.StepUpNeed;
import dev.twofactor.keycloak.stepup.StepUp;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;

/** The user whose own second factors a request is about, by an access token for the account. */
record Caller(KeycloakSession session, RealmModel realm, SignedIn signedIn) {

    /**
     * Judges the request's token as Keycloak's account REST does.
     *
     * @throws Problem when it is not a user's who may manage the account
     */
    static Caller of(KeycloakSession session, SignedIn signedIn) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (account == null || !account.isEnabled() || signedIn.isApplication()) {
            throw new Problem(Problem.Kind.NOT_ALLOWED);
        }
        AccessToken token = BearerToken.inFull(session, signedIn, account.getClientId());
        if (!token.hasAudience(account.getClientId())) {
            throw badToken();
        }
        AccessToken.Access access = token.getResourceAccess(account.getClientId());
        if (access == null || !access.isUserInRole(AccountRoles.MANAGE_ACCOUNT)) {
            throw new Problem(Problem.Kind.NOT_ALLOWED);
        }
        return new Caller(session, realm, signedIn);
    }

    /**
     * Whoever the request's token and origin are of.
     *
     * @throws Problem when there is no valid token, or a page of another origin has it
     */
    static SignedIn signedIn(KeycloakSession session) {
        SignedIn signedIn = BearerToken.of(session).orElseThrow(Caller::badToken);
        new Origins(session).check(signedIn.client());
        return signedIn;
    }

    private static Problem badToken() {
        return new Problem(Problem.Kind.BAD_TOKEN).header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    UserModel user() {
        return signedIn.user();
    }

    UserSessionModel userSession() {
        return signedIn.session();
    }

    /**
     * Lets nobody change anything who has not shown a second factor a moment ago, if the user has one.
     *
     * @param begun whether the same change was let begin in this session
     */
    void requireFresh(boolean begun) {
        StepUpNeed need = StepUp.of(session, realm, user()).need(userSession(), begun);
        if (need != StepUpNeed.NONE) {
            throw new Problem(Problem.Kind.FRESH_FACTOR_NEEDED)
                    .header("WWW-Authenticate", challenge(need))
                    .with("needs", need == StepUpNeed.SIGN_IN ? "sign_in" : "second_factor");
        }
    }

    // RFC 9470: what an authorization request has to ask for.
    private static String challenge(StepUpNeed need) {
        String level = need == StepUpNeed.SECOND_FACTOR ? ", acr_values=\"2\"" : ", acr_values=\"1\"";
        return "Bearer error=\"insufficient_user_authentication\","
                + " error_description=\"Sign in anew with a second factor\"" + level + ", max_age=\"300\"";
    }

    EventBuilder event(EventType type) {
        return new EventBuilder(realm, session, session.getContext().getConnection())
                .event(type)
                .client(signedIn.client())
                .user(user())
                .session(userSession());
    }

    @Override
    public String toString() {
        return "Caller[" + user().getId() + "]";
    }
}
