package dev.twofactor.domain.device;

import dev.twofactor.domain.policy.TrustPolicy;

/**
 * What the application wants of this login.
 *
 * @param scope which trust counts for the application
 * @param level whether a level of authentication (ACR) is asked for, by the request or as the client's default
 * @param maxAge whether the request limits how long ago the user may have signed in
 * @param action whether the login is the way to a change of the account ({@code kc_action})
 * @param anew whether the request asks to sign in again ({@code prompt=login}, SAML {@code ForceAuthn})
 */
public record Occasion(TrustScope scope, boolean level, boolean maxAge, boolean action, boolean anew) {

    /** Whether trust may spare the second factor: never where the application asks for more than a usual login. */
    public boolean allowsTrust(TrustPolicy policy) {
        boolean more = level || maxAge || action || anew && policy.asksAtPromptLogin();
        return offersTrust(policy) && !more;
    }

    /** Whether the box is shown. */
    public boolean offersTrust(TrustPolicy policy) {
        return policy.enabled() && scope != TrustScope.NEVER;
    }
}
