package dev.twofactor.keycloak.device;

import dev.twofactor.keycloak.delivery.OneLine;
import org.jspecify.annotations.Nullable;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/** Roughly where a browser is, as a proxy that knows tells it: nobody here looks a network address up. */
final class ApproximatePlace {

    private static final int LONGEST = 60;

    private ApproximatePlace() {}

    /**
     * Whatever the header says, in one line of at most 60 characters; empty where there is no such header.
     *
     * @param header name of the header that the policy trusts; null where it trusts none
     */
    static String of(KeycloakSession session, @Nullable String header) {
        HttpRequest request = session.getContext().getHttpRequest();
        String said = header == null || request == null
                ? null
                : request.getHttpHeaders().getHeaderString(header);
        return said == null ? "" : OneLine.of(said, LONGEST);
    }
}
