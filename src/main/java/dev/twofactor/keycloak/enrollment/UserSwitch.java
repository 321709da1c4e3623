package dev.twofactor.keycloak.enrollment;

import dev.twofactor.keycloak.change.MethodChanges;
import dev.twofactor.keycloak.duty.RequiredUsers;
import dev.twofactor.keycloak.store.FactorSwitch;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * A user's own switch of second factors: off, they are not asked for at sign-in, and what was set up is kept. It is there
 * only where they are optional; of whom they are required it is on, whatever was chosen before.
 */
public final class UserSwitch {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    public UserSwitch(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    /** Whether second factors are switched off and may be. */
    public boolean isOff() {
        // The policy first: it is in memory, and where it requires a second factor the database need not be asked.
        return mayTurnOff() && isTurnedOff();
    }

    /** Whether the policy leaves it to this user. */
    public boolean mayTurnOff() {
        return !new RequiredUsers(session, realm).include(user);
    }

    /**
     * Switches, and has it told; nothing happens when it stood so before, or when there is nothing to switch off.
     *
     * @return whether anything changed
     */
    public boolean turn(boolean on, boolean byAdministrator) {
        if (isTurnedOff() != on) {
            return false;
        }
        new IndexedUser(session, realm, user).bringUpToDate();
        new FactorSwitch(session).turn(realm.getId(), user.getId(), on);
        if (isTurnedOff() == on) {
            return false;
        }
        new MethodChanges(session).switched(realm, user, on, byAdministrator);
        return true;
    }

    /** Whether the user has, or somebody for the user, switched off what is set up, whatever the policy says to that. */
    public boolean isTurnedOff() {
        return new FactorSwitch(session).isOff(realm.getId(), user.getId());
    }
}
