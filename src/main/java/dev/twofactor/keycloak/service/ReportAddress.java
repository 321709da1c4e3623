package dev.twofactor.keycloak.service;

import dev.twofactor.keycloak.delivery.ArrivalView;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import org.keycloak.models.KeycloakSession;

/** Where a vendor's reports for a service arrive. */
final class ReportAddress {

    private ReportAddress() {}

    /**
     * Everything but our name for the message, which follows at the end.
     *
     * @param server its public address as an admin wrote it: no request can choose it; null where no reports are wanted
     * @return null where no reports are wanted
     */
    static String of(KeycloakSession session, URI server, String service) {
        if (server == null) {
            return null;
        }
        String realm = session.getContext().getRealm().getName();
        return UriBuilder.fromUri(server)
                        .path("realms")
                        .segment(realm, ArrivalView.RESOURCE, "reports", service)
                        .build()
                + "/";
    }
}
