package dev.twofactor.keycloak.settings;

import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.email.EmailCredential;
import dev.twofactor.keycloak.enrollment.OfferedMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/**
 * A second factor as the settings page shows it.
 *
 * @param label the person's name for it; empty when it has none
 * @param destination masked phone or address; empty for other methods
 * @param lent whether the policy lends it from the profile, so that removing it would bring it back
 */
record ListedMethod(String id, String type, String label, String destination, boolean lent) {

    /** All of the user's, the default first. */
    static List<ListedMethod> of(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsStream()
                .filter(row -> FactorTypes.ALL.contains(row.getType()))
                .map(ListedMethod::of)
                .toList();
    }

    /** The user's with this id; empty when the user has none such. */
    static Optional<ListedMethod> of(UserModel user, String id) {
        return of(user).stream().filter(method -> method.id().equals(id)).findFirst();
    }

    private static ListedMethod of(CredentialModel row) {
        String address = CodeChannels.of(row.getType())
                .flatMap(channel -> CredentialFields.text(row, channel.channel().field()))
                .orElse(null);
        return new ListedMethod(
                row.getId(),
                row.getType(),
                Objects.requireNonNullElse(row.getUserLabel(), ""),
                CodeChannels.masked(row.getType(), address),
                EmailCredential.TYPE.equals(row.getType()) && EmailCredential.isFromProfile(row));
    }

    /** What the templates see. */
    Map<String, Object> view() {
        String key = Arrays.stream(OfferedMethod.values())
                .filter(method -> method.credentialType().equals(type))
                .map(OfferedMethod::key)
                .findFirst()
                .orElse(type);
        return Map.of("id", id, "key", key, "label", label, "destination", destination, "lent", lent);
    }
}
