package dev.twofactor.keycloak.change;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.credential.CredentialFields;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/** What a user has set up, at one moment. */
final class MethodSnapshot {

    private MethodSnapshot() {}

    /** By credential id; without what a policy lends from the profile, since nobody set it up. */
    static Map<String, StoredMethod> of(UserModel user) {
        Map<String, StoredMethod> methods = new LinkedHashMap<>();
        user.credentialManager()
                .getStoredCredentialsStream()
                .filter(row -> FactorTypes.ALL.contains(row.getType()))
                .filter(row -> !CredentialFields.flag(row, "fromProfile"))
                .forEach(row -> methods.put(row.getId(), method(row)));
        return methods;
    }

    private static StoredMethod method(CredentialModel row) {
        String address = Arrays.stream(Channel.values())
                .filter(channel -> channel.credentialType().equals(row.getType()))
                .findFirst()
                .flatMap(channel -> CredentialFields.text(row, channel.field()))
                .orElse(null);
        return new StoredMethod(
                row.getId(), row.getType(), Objects.requireNonNullElse(row.getUserLabel(), ""), address);
    }
}
