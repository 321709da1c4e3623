package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.Trust;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** What a session remembers for applications: that a trusted browser spared the second factor, and since when it is one. */
public final class TrustClaim {

    private static final String SINCE = "two-factor.trusted-since";

    /** When the check for trust ran in this login, in seconds since 1970; a second factor that succeeded before is another login's. */
    static final String CHECKED = "two-factor.trust-checked";

    private TrustClaim() {}

    /** Notes how this login went; a login with a code takes back what an earlier one in the same session noted. */
    public static void note(AuthenticationSessionModel tab, Optional<Trust> trust) {
        tab.setUserSessionNote(
                SINCE,
                trust.map(known -> String.valueOf(known.since().getEpochSecond()))
                        .orElse(""));
        tab.setAuthNote(CHECKED, String.valueOf(Time.currentTimeMillis() / 1000));
    }

    /** Since when the browser is trusted whose trust spared the second factor; empty where none did. */
    static Optional<Instant> since(UserSessionModel session) {
        return Optional.ofNullable(session.getNote(SINCE))
                .filter(note -> !note.isEmpty())
                .map(note -> Instant.ofEpochSecond(Long.parseLong(note)));
    }
}
