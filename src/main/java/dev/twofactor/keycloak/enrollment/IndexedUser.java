package dev.twofactor.keycloak.enrollment;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.otp.DestinationKey;
import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.server.RealmDestinationKeys;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.store.Enrollment;
import dev.twofactor.keycloak.store.EnrollmentIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What the index has to say of one user. */
final class IndexedUser {

    /** Credential types that can be second factors. */
    static final Set<String> TYPES = Arrays.stream(OfferedMethod.values())
            .map(OfferedMethod::credentialType)
            .collect(Collectors.toSet());

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    IndexedUser(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    boolean isUpToDate() {
        return new EnrollmentIndex(session).holds(realm.getId(), user.getId(), enrollments());
    }

    void bringUpToDate() {
        new EnrollmentIndex(session).replace(realm.getId(), user.getId(), enrollments());
    }

    /** Takes a phone or address for this user alone; false when another user of the realm has it or is about to. */
    boolean claim(Channel channel, String address) {
        Stream<DestinationKey> active = Stream.of(RealmDestinationKeys.active(session, realm));
        Stream<DestinationKey> older = RealmDestinationKeys.all(session, realm).stream();
        List<String> hashes = Stream.concat(active, older)
                .map(key -> key.hash(channel, address))
                .distinct()
                .toList();
        return TwoFactor.of(session).claims().take(realm.getId(), user.getId(), hashes);
    }

    private List<Enrollment> enrollments() {
        DestinationKey key = RealmDestinationKeys.active(session, realm);
        return user.credentialManager()
                .getStoredCredentialsStream()
                .filter(row -> TYPES.contains(row.getType()))
                .map(row -> enrollment(row, key))
                .toList();
    }

    /** What the index keeps of a credential. */
    static Enrollment enrollment(CredentialModel row, DestinationKey key) {
        Optional<Channel> channel = Arrays.stream(Channel.values())
                .filter(known -> known.credentialType().equals(row.getType()))
                .findFirst();
        String hash = channel.flatMap(
                        known -> CredentialFields.text(row, known.field()).map(address -> key.hash(known, address)))
                .orElse(null);
        return new Enrollment(row.getId(), row.getType(), Objects.requireNonNullElse(row.getCreatedDate(), 0L), hash);
    }
}
