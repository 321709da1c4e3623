package dev.twofactor.keycloak.stepup;

import dev.twofactor.domain.policy.Requirement;
import dev.twofactor.domain.stepup.StepUpNeed;
import dev.twofactor.keycloak.server.TwoFactor;
import jakarta.ws.rs.HttpMethod;
import org.keycloak.authentication.requiredactions.DeleteCredentialAction;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Says whether the request at hand may remove a second factor. Keycloak asks a credential's metadata before its account
 * REST and its delete action remove one; without a level of authentication in the flow nothing else would stand in the way
 * of somebody who has only the password.
 */
public final class Removal {

    private Removal() {}

    /**
     * False where a fresh proof is missing; a list shows the delete button all the same, since it leads to the proof.
     *
     * @param user null where Keycloak only lists the ways to sign in
     */
    public static boolean isOpen(KeycloakSession session, UserModel user) {
        if (user == null) {
            return true;
        }
        RealmModel realm = session.getContext().getRealm();
        AuthenticationSessionModel tab = session.getContext().getAuthenticationSession();
        if (tab != null) {
            return !isDeleting(tab) || StepUp.of(session, realm, user).need(tab, true) == StepUpNeed.NONE;
        }
        if (!HttpMethod.DELETE.equals(session.getContext().getHttpRequest().getHttpMethod())) {
            return true;
        }
        UserSessionModel signedIn = session.getContext().getUserSession();
        return signedIn != null
                && isFeatureOn(session, realm)
                && StepUp.of(session, realm, user).need(signedIn) == StepUpNeed.NONE;
    }

    /** Metadata as Keycloak made it, but in realms that use the product not removable where {@link #isOpen} says no. */
    public static CredentialTypeMetadata guard(
            KeycloakSession session, UserModel user, CredentialTypeMetadata metadata) {
        return CredentialTypeMetadata.builder()
                .type(metadata.getType())
                .category(metadata.getCategory())
                .displayName(metadata.getDisplayName())
                .helpText(metadata.getHelpText())
                .iconCssClass(metadata.getIconCssClass())
                .createAction(metadata.getCreateAction())
                .updateAction(metadata.getUpdateAction())
                .removeable(metadata.isRemoveable() && (!isUsed(session) || isOpen(session, user)))
                .build(session);
    }

    private static boolean isUsed(KeycloakSession session) {
        return OurFlows.areIn(session.getContext().getRealm());
    }

    // Nobody can show a second factor while the realm asks for none, so nothing is taken away then.
    private static boolean isFeatureOn(KeycloakSession session, RealmModel realm) {
        return TwoFactor.of(session).policy(realm).enrollment().requirement() != Requirement.OFF;
    }

    private static boolean isDeleting(AuthenticationSessionModel tab) {
        return DeleteCredentialAction.PROVIDER_ID.equals(tab.getClientNote(Constants.KC_ACTION));
    }
}
