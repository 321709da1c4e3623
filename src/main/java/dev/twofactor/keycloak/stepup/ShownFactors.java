package dev.twofactor.keycloak.stepup;

import dev.twofactor.domain.stepup.Shown;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.common.util.Time;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Reads what a session has shown of its user. Keycloak notes in every session which steps of its flows succeeded, and
 * when; the steps below succeed by a second factor and by nothing else, so a trusted device leaves no trace here.
 */
final class ShownFactors {

    /** Set by entry points of ours that are no such step, in milliseconds since 1970. */
    private static final String NOTE = "two-factor.shown-at";

    /** Not {@code auth-conditional-otp-form} nor {@code reset-otp}: these also succeed without a code. */
    private static final Set<String> STEPS = Set.of(
            "two-factor-sms",
            "two-factor-email",
            "two-factor-totp",
            "auth-otp-form",
            "direct-grant-validate-otp",
            "webauthn-authenticator",
            "auth-recovery-authn-code-form");

    private final KeycloakSession session;
    private final RealmModel realm;

    ShownFactors(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** Notes a second factor that was shown just now. */
    static void note(AuthenticationSessionModel tab) {
        tab.setUserSessionNote(NOTE, String.valueOf(Time.currentTimeMillis()));
    }

    /** What a session has shown, as a token stands for one. */
    Shown in(UserSessionModel signedIn) {
        return new Shown(
                seconds(signedIn.getNote(AuthenticationManager.AUTH_TIME)),
                latest(factor(signedIn.getNotes()).stream()));
    }

    /** What this tab has shown, and the session that its browser has already. */
    Shown in(AuthenticationSessionModel tab) {
        UserSessionModel existing = existing(tab);
        Shown before = existing == null ? new Shown(null, null) : in(existing);
        Instant signedIn = AuthenticatorUtil.isSSOAuthentication(tab) ? before.signedIn() : now();
        return new Shown(
                signedIn,
                latest(Stream.concat(
                        factor(tab.getUserSessionNotes()).stream(), Stream.ofNullable(before.secondFactor()))));
    }

    private UserSessionModel existing(AuthenticationSessionModel tab) {
        UserSessionModel existing =
                session.sessions().getUserSession(realm, tab.getParentSession().getId());
        boolean same = existing != null
                && tab.getAuthenticatedUser() != null
                && existing.getUser() != null
                && existing.getUser().getId().equals(tab.getAuthenticatedUser().getId());
        return same && AuthenticationManager.isSessionValid(realm, existing) ? existing : null;
    }

    private Optional<Instant> factor(Map<String, String> notes) {
        String noted = notes.get(NOTE);
        Stream<Instant> steps =
                AuthenticatorUtils.parseCompletedExecutions(notes.get(Constants.AUTHENTICATORS_COMPLETED))
                        .entrySet()
                        .stream()
                        .filter(step -> isSecondFactor(step.getKey()))
                        .map(step -> Instant.ofEpochSecond(step.getValue()));
        Stream<Instant> ours = Stream.ofNullable(noted).map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
        return Stream.concat(steps, ours).max(Comparator.naturalOrder());
    }

    // A step that is no longer in any flow tells nothing.
    private boolean isSecondFactor(String executionId) {
        AuthenticationExecutionModel step = realm.getAuthenticationExecutionById(executionId);
        return step != null && step.getAuthenticator() != null && STEPS.contains(step.getAuthenticator());
    }

    private static Instant latest(Stream<Instant> moments) {
        return moments.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    }

    private static Instant seconds(String note) {
        return note == null ? null : Instant.ofEpochSecond(Long.parseLong(note));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Time.currentTimeMillis());
    }
}
