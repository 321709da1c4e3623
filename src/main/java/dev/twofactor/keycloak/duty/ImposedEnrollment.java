package dev.twofactor.keycloak.duty;

import dev.twofactor.domain.enrollment.Duty;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * What the policy has put before the user in this tab. A restart may wipe it out: it only tells how to word the page, and
 * that people came here without asking for it.
 */
public final class ImposedEnrollment {

    /** The required action by which people choose what to set up. */
    public static final String ACTION = "two-factor-enroll";

    private static final String NOTE = "two-factor.imposed";

    private final AuthenticationSessionModel tab;

    private ImposedEnrollment(AuthenticationSessionModel tab) {
        this.tab = tab;
    }

    public static ImposedEnrollment in(AuthenticationSessionModel tab) {
        return new ImposedEnrollment(tab);
    }

    /** Puts setting up a second factor before the end of this login. */
    public void impose(Duty duty) {
        tab.setAuthNote(NOTE, duty.name());
        tab.addRequiredAction(ACTION);
    }

    /** What was imposed; {@link Duty#NONE} when nothing was. */
    public Duty duty() {
        String note = tab.getAuthNote(NOTE);
        return note == null ? Duty.NONE : Duty.valueOf(note);
    }

    /** The user said "not now", or it is done. */
    public void lift() {
        tab.removeAuthNote(NOTE);
    }
}
