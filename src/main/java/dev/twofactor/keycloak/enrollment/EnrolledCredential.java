package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;

/** Makes a verified phone or address a second factor of its user. */
final class EnrolledCredential {

    private final RequiredActionContext context;
    private final DestinationForm destinations;
    private final Channel channel;

    EnrolledCredential(RequiredActionContext context, DestinationForm destinations) {
        this.context = context;
        this.destinations = destinations;
        this.channel = destinations.channel().channel();
    }

    /** Whether the user has this very phone or address already. */
    boolean isStored(Destination destination) {
        TwoFactorPolicy policy = TwoFactor.of(context.getSession()).policy(context.getRealm());
        return destinations.channel().usable(policy, context.getUser()).stream()
                .anyMatch(enrolled -> enrolled.destination().address().equalsIgnoreCase(destination.address()));
    }

    /** Takes this number for this user where the policy wants each used once; true when another user was there before. */
    boolean belongsToAnother(Destination destination) {
        boolean unique = TwoFactor.of(context.getSession())
                .policy(context.getRealm())
                .numbers()
                .unique();
        return unique
                && channel == Channel.SMS
                && !new IndexedUser(context.getSession(), context.getRealm(), context.getUser())
                        .claim(channel, destination.address());
    }

    /** Stores it, unless another tab just did, and tells the events. */
    void store(Destination destination) {
        context.getEvent()
                .event(EventType.UPDATE_CREDENTIAL)
                .detail(Details.CREDENTIAL_TYPE, channel.credentialType())
                .detail("two_factor_destination", destination.masked());
        if (isStored(destination)) {
            return;
        }
        CredentialModel row =
                CredentialFields.row(channel.credentialType(), Map.of(channel.field(), destination.address()));
        row.setUserLabel(freeLabel(destination));
        CredentialModel stored = context.getUser().credentialManager().createStoredCredential(row);
        context.getEvent()
                .detail(Details.CREDENTIAL_ID, stored.getId())
                .detail(Details.CREDENTIAL_USER_LABEL, stored.getUserLabel());
    }

    // Keycloak refuses a label that the user has for another credential of the type, whatever its case.
    private String freeLabel(Destination destination) {
        Set<String> taken = context.getUser()
                .credentialManager()
                .getStoredCredentialsByTypeStream(channel.credentialType())
                .filter(row -> row.getUserLabel() != null)
                .map(row -> row.getUserLabel().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        String label = context.form().getMessage("twoFactorLabel-" + channel.key(), destinations.labelOf(destination));
        String free = label;
        for (int number = 2; taken.contains(free.toLowerCase(Locale.ROOT)); number++) {
            free = label + " (" + number + ")";
        }
        return free;
    }
}
