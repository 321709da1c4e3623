package dev.twofactor.keycloak.email;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.keycloak.common.util.Time;
import org.keycloak.models.UserModel;

/** The time of a sign-in as its owner reads it. */
final class SignInTime {

    /** OpenID Connect's name for a time zone, which Keycloak's client scope "profile" maps from this attribute. */
    private static final String ZONE_ATTRIBUTE = "zoneinfo";

    private SignInTime() {}

    /** Now, with its zone: the user's own where the profile names one, else the server's. */
    static String now(UserModel user, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.LONG)
                .withLocale(locale)
                .withZone(zone(user.getFirstAttribute(ZONE_ATTRIBUTE)))
                .format(Instant.ofEpochMilli(Time.currentTimeMillis()))
                // Newer Java puts a narrow space before AM and PM, which makes a plain mail a coded one.
                .replace('\u202f', ' ');
    }

    private static ZoneId zone(String name) {
        if (name == null || name.isBlank()) {
            return ZoneId.systemDefault();
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            // Whatever a user wrote there, the mail has to leave.
            return ZoneId.systemDefault();
        }
    }
}
