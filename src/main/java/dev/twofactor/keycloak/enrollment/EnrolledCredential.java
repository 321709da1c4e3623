package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.LeftToRight;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Makes a verified phone or address a second factor of its user. */
public final class EnrolledCredential {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;
    private final CodeChannel destinations;
    private final Channel channel;

    public EnrolledCredential(KeycloakSession session, RealmModel realm, UserModel user, CodeChannel destinations) {
        this.session = session;
        this.realm = realm;
        this.user = user;
        this.destinations = destinations;
        this.channel = destinations.channel();
    }

    /** Whether the user has this very phone or address already. */
    public boolean isStored(Destination destination) {
        return destinations.usable(TwoFactor.of(session).policy(realm), user).stream()
                .anyMatch(enrolled -> enrolled.destination().address().equalsIgnoreCase(destination.address()));
    }

    /** Takes this number for this user where the policy wants each used once; true when another user was there before. */
    public boolean belongsToAnother(Destination destination) {
        return channel == Channel.SMS
                && TwoFactor.of(session).policy(realm).numbers().unique()
                && !new IndexedUser(session, realm, user).claim(channel, destination.address());
    }

    /**
     * Stores it and tells the event, which the caller ends.
     *
     * @param texts looks up the label in the user's language
     * @return the stored row; null when another tab was quicker
     */
    public CredentialModel store(Destination destination, EventBuilder event, LoginFormsProvider texts) {
        event.event(EventType.UPDATE_CREDENTIAL)
                .detail(Details.CREDENTIAL_TYPE, channel.credentialType())
                .detail("two_factor_destination", destination.masked());
        if (isStored(destination)) {
            return null;
        }
        CredentialModel stored = store(destination, texts);
        event.detail(Details.CREDENTIAL_ID, stored.getId())
                .detail(Details.CREDENTIAL_USER_LABEL, stored.getUserLabel());
        return stored;
    }

    /**
     * Stores it, whether the user has it already or not.
     *
     * @param texts looks up the label in the user's language
     */
    public CredentialModel store(Destination destination, LoginFormsProvider texts) {
        CredentialModel row =
                CredentialFields.row(channel.credentialType(), Map.of(channel.field(), destination.address()));
        String shown = LeftToRight.within(session.getContext().resolveLocale(user), label(destination));
        row.setUserLabel(freeLabel(texts.getMessage("twoFactorLabel-" + channel.key(), shown)));
        return user.credentialManager().createStoredCredential(row);
    }

    // The end of a number is enough for its owner, and never more than the mask shows.
    private String label(Destination destination) {
        String address = destination.address();
        return channel == Channel.SMS ? "••• " + address.substring(address.length() - 2) : destination.masked();
    }

    // Keycloak refuses a label that the user has for another credential of the type, whatever its case.
    private String freeLabel(String label) {
        Set<String> taken = user.credentialManager()
                .getStoredCredentialsByTypeStream(channel.credentialType())
                .filter(row -> row.getUserLabel() != null)
                .map(row -> row.getUserLabel().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        String free = label;
        for (int number = 2; taken.contains(free.toLowerCase(Locale.ROOT)); number++) {
            free = label + " (" + number + ")";
        }
        return free;
    }
}
