package dev.twofactor.keycloak.device;

import dev.twofactor.domain.device.SecurityStamp;
import dev.twofactor.domain.device.Trust;
import dev.twofactor.keycloak.credential.CredentialFields;
import dev.twofactor.keycloak.email.SignInPlace;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.UserModel;

/**
 * The row by which both consoles list a trusted browser and take trust away. It holds no secret, but what no use of the browser
 * changes: the server has a user's credentials in memory, and so knows what to expect of the browser's row.
 */
final class TrustedDeviceCredential {

    static final String TYPE = "two-factor-trusted-device";

    private static final Trust.Browser NAMELESS = new Trust.Browser("", "", "");
    private static final String HANDLE = "handle";
    private static final String SINCE = "since";
    private static final String ENDS = "ends";

    private TrustedDeviceCredential() {}

    /**
     * Stores it; its id is the device's.
     *
     * @param handle hash of the cookie's part that stays
     */
    static String store(
            UserModel user, SignInPlace place, String unknown, String handle, Instant since, Instant endsAt) {
        CredentialModel row = CredentialFields.row(
                TYPE,
                Map.of(
                        "browser",
                        place.browser(),
                        "system",
                        place.system(),
                        HANDLE,
                        handle,
                        SINCE,
                        since.toEpochMilli(),
                        ENDS,
                        endsAt.toEpochMilli()));
        row.setUserLabel(freeLabel(user, label(place, unknown)));
        return user.credentialManager().createStoredCredential(row).getId();
    }

    /** Whether this is the row of the browser with this handle. */
    static boolean isOf(CredentialModel row, String handle) {
        // Most rows are others', and reading JSON costs more.
        return row.getCredentialData() != null
                && row.getCredentialData().contains(handle)
                && CredentialFields.text(row, HANDLE).filter(handle::equals).isPresent();
    }

    /**
     * What the browser's row should say if the browser shows its newest secret and the account is as it was; empty where
     * the credential, which an import may have written, does not tell.
     *
     * @param secret hash of the secret that it shows
     */
    static Optional<Trust> expected(
            CredentialModel row, Trust.Owner owner, String handle, String secret, SecurityStamp stamp, Instant now) {
        return CredentialFields.moment(row, SINCE).flatMap(since -> CredentialFields.moment(row, ENDS)
                .map(ends ->
                        new Trust(row.getId(), owner, handle, secret, null, now, since, now, ends, stamp, NAMELESS)));
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
