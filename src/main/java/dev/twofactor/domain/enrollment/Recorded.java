package dev.twofactor.domain.enrollment;

import java.util.Locale;

/** What a requirement that is only recorded would have made of one login. */
public enum Recorded {
    /** Nothing, or nothing else than what happened. */
    NOTHING,
    /** Asked for a second factor that the user has switched off. */
    ASKED,
    /** Had the user set one up, who could have put it off. */
    SET_UP_LATER,
    /** Had the user set one up before anything else; refused where there is no page to do so. */
    SET_UP;

    /** Its name in events and metrics. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
