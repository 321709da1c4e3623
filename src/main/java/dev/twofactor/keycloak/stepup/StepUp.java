package dev.twofactor.keycloak.stepup;

import dev.twofactor.domain.stepup.StepUpNeed;
import dev.twofactor.domain.stepup.StepUpRule;
import java.time.Instant;
import org.keycloak.common.util.Time;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Asks what somebody still has to show before this user's second factors may be changed. */
public final class StepUp {

    /** A client note: it outlives the restart that has the user sign in anew. */
    static final String ASKED = "two-factor.step-up";

    private final ShownFactors shown;
    private final boolean hasFactor;

    private StepUp(ShownFactors shown, boolean hasFactor) {
        this.shown = shown;
        this.hasFactor = hasFactor;
    }

    public static StepUp of(KeycloakSession session, RealmModel realm, UserModel user) {
        return new StepUp(new ShownFactors(session, realm), UsableFactors.has(session, realm, user));
    }

    /** What the session behind a token still lacks. */
    public StepUpNeed need(UserSessionModel signedIn) {
        return need(signedIn, false);
    }

    /** @param begun whether the same change was let begin before, in the same session */
    public StepUpNeed need(UserSessionModel signedIn, boolean begun) {
        return StepUpRule.need(hasFactor, shown.in(signedIn), begun, now());
    }

    /** What this tab of a sign-in still lacks. */
    public StepUpNeed need(AuthenticationSessionModel tab) {
        return need(tab, false);
    }

    StepUpNeed need(AuthenticationSessionModel tab, boolean begun) {
        return StepUpRule.need(hasFactor, shown.in(tab), begun, now());
    }

    /**
     * Whether this sign-in is for changing the account, so that a second factor has to be really shown: a trusted device
     * must not stand in for it, and whoever has switched second factors off is asked all the same.
     */
    public static boolean isAsked(AuthenticationSessionModel tab) {
        return tab.getClientNote(ASKED) != null || tab.getClientNote(Constants.KC_ACTION) != null;
    }

    /** Notes that a second factor was really shown just now, at an entry point that is no step of a flow. */
    public static void shown(AuthenticationSessionModel tab) {
        ShownFactors.note(tab);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
