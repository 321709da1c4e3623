package dev.twofactor.keycloak.sms;

import java.net.URI;
import org.keycloak.Config;
import org.keycloak.models.RealmModel;

/** The host that people see in their browser, as the operator or the realm admin set it: no request can choose it. */
public final class PublicHost {

    private PublicHost() {}

    /** The host name without scheme and port; null when neither the realm's frontend URL nor the server's hostname is set. */
    public static String of(RealmModel realm) {
        String frontend = realm.getAttribute("frontendUrl");
        String configured = frontend == null || frontend.isBlank()
                ? Config.scope("hostname", "v2").get("hostname")
                : frontend;
        if (configured == null || configured.isBlank()) {
            return null;
        }
        return configured.contains("://") ? URI.create(configured.trim()).getHost() : configured.trim();
    }
}
