package dev.twofactor.keycloak.device;

import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.email.SignInPlace;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/** The row by which both consoles list a trusted browser and take trust away; it holds no secret. */
final class TrustedDeviceCredential {

    static final String TYPE = "two-factor-trusted-device";

    private TrustedDeviceCredential() {}

    /** Stores it; its id is the device's. */
    static String store(UserModel user, SignInPlace place, String unknown) {
        CredentialModel row = CredentialFields.row(TYPE, Map.of("browser", place.browser(), "system", place.system()));
        row.setUserLabel(freeLabel(user, label(place, unknown)));
        return user.credentialManager().createStoredCredential(row).getId();
    }

    private static String label(SignInPlace place, String unknown) {
        if (place.browser().isEmpty()) {
            return place.system().isEmpty() ? unknown : place.system();
        }
        return place.system().isEmpty() ? place.browser() : place.browser() + " / " + place.system();
    }

    // Keycloak refuses a label that the user has already, in a federated user's case for whatever credential.
    private static String freeLabel(UserModel user, String label) {
        Set<String> taken = user.credentialManager()
                .getStoredCredentialsStream()
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
