package dev.twofactor.keycloak.registration;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.keycloak.enrollment.EnrolledCredential;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.EventBuilder;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Makes what was proved the first second factor of an account. */
public final class FirstMethod {

    /** What else would have the user set up a method at the first login. */
    private static final String CHOOSE = "two-factor-enroll";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Proved proved;

    public FirstMethod(KeycloakSession session, RealmModel realm, Proved proved) {
        this.session = session;
        this.realm = realm;
        this.proved = proved;
    }

    /** Whether the policy wants each number used once and another user has this one. */
    public boolean belongsToAnother(UserModel user) {
        return credential(user).belongsToAnother(proved.destination());
    }

    /** Whether an account with this mail address may be made with what was proved: it is no other one. */
    public boolean fits(String email) {
        return proved.channel().channel() != Channel.EMAIL
                || email == null
                || email.equalsIgnoreCase(proved.destination().address());
    }

    /**
     * Stores the method, and marks the profile's address as verified where that is what was proved.
     *
     * @param event is told and ended
     * @return the stored row; null when the user has it already
     */
    public CredentialModel give(UserModel user, EventBuilder event) {
        if (proved.channel().channel() == Channel.EMAIL) {
            if (user.getEmail() == null) {
                user.setEmail(proved.destination().address());
            }
            user.setEmailVerified(true);
        }
        CredentialModel stored =
                credential(user).store(proved.destination(), event, session.getProvider(LoginFormsProvider.class));
        user.removeRequiredAction(CHOOSE);
        user.removeRequiredAction(proved.channel().channel().enrollAction());
        event.success();
        return stored;
    }

    private EnrolledCredential credential(UserModel user) {
        return new EnrolledCredential(session, realm, user, proved.channel());
    }
}
