package dev.twofactor.keycloak.notice;

import dev.twofactor.domain.otp.Issued;
import dev.twofactor.keycloak.sms.PublicHost;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.RealmsResource;

/** The address in a message with a code, for those who did not ask for it; short, since texts are paid by their length. */
public final class CodeReportLink {

    private CodeReportLink() {}

    /** Empty where a request could choose the host: a forged one would lead the key elsewhere. */
    public static String of(KeycloakSession session, RealmModel realm, Issued.Send send) {
        if (send.reportKey() == null || PublicHost.of(realm) == null) {
            return "";
        }
        return with(session, realm, send.reportKey().reveal());
    }

    /** As long as a real one, with a key that stands for none; empty as in {@link #of}. */
    public static String sample(KeycloakSession session, RealmModel realm) {
        return PublicHost.of(realm) == null ? "" : with(session, realm, "ABCDEFGabcdefg");
    }

    // Keycloak writes the paths of requests to its log at debug level, and no queries.
    private static String with(KeycloakSession session, RealmModel realm, String key) {
        return RealmsResource.realmBaseUrl(session.getContext().getUri())
                .path(ReportPageFactory.PROVIDER_ID)
                .replaceQuery(key)
                .build(realm.getName())
                .toString();
    }
}
