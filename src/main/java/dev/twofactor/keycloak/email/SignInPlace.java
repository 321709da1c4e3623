package dev.twofactor.keycloak.email;

import dev.twofactor.keycloak.delivery.OneLine;
import java.util.Set;
import org.keycloak.device.DeviceRepresentationProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.account.DeviceRepresentation;

/**
 * What a browser says of itself, for the person who reads the mail to recognise it.
 *
 * @param browser name without version; empty when unknown
 * @param system operating system without version; empty when unknown
 */
public record SignInPlace(String browser, String system) {

    private static final int LONGEST = 40;
    /** Keycloak's word and that of the parser it uses. */
    private static final Set<String> UNKNOWN = Set.of(DeviceRepresentation.UNKNOWN, "Other");

    public static SignInPlace of(KeycloakSession session) {
        DeviceRepresentation device =
                session.getProvider(DeviceRepresentationProvider.class).deviceRepresentation();
        return device == null
                ? new SignInPlace("", "")
                : new SignInPlace(known(device.getBrowser()), known(device.getOs()));
    }

    private static String known(String name) {
        String plain = name == null ? "" : OneLine.of(name.replaceAll("/.*", ""), LONGEST);
        return UNKNOWN.contains(plain) ? "" : plain;
    }
}
