package dev.twofactor.keycloak.server;

import dev.twofactor.domain.otp.DestinationKey;
import dev.twofactor.domain.otp.Limits;
import dev.twofactor.domain.spend.NetworkAddress;
import dev.twofactor.domain.spend.Pseudonyms;
import dev.twofactor.domain.spend.SendBudget;
import dev.twofactor.domain.spend.Source;
import dev.twofactor.domain.spend.WrongCodes;
import dev.twofactor.keycloak.TwoFactorPolicy;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.common.ClientConnection;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The limits over all users of a realm, with what this request and this realm have to say to them. */
final class RealmLimits {

    private static final String TOKEN_ENDPOINT = "/protocol/openid-connect/token";

    private RealmLimits() {}

    static Limits of(
            KeycloakSession session, RealmModel realm, TwoFactorPolicy policy, SharedParts shared, Occasion occasion) {
        Pseudonyms pseudonyms = pseudonyms(session, realm);
        Source from = occasion.source() == null ? Source.of(from(session)) : occasion.source();
        SendBudget budget = new SendBudget(
                policy.budgets(),
                pseudonyms,
                from,
                new ServicePrices(realm, shared.defaults(), occasion.parts()),
                userId -> occasion.otherMethod().getAsBoolean());
        WrongCodes wrongCodes = new WrongCodes(policy.codes(), pseudonyms, from);
        FindingReports reports =
                new FindingReports(session, realm, shared.meters().codes());
        return new Limits(budget, wrongCodes, InstalledChecks.of(session, realm), reports);
    }

    private static Pseudonyms pseudonyms(KeycloakSession session, RealmModel realm) {
        byte[] secret = session.keys()
                .getActiveKey(realm, KeyUse.SIG, Algorithm.HS512)
                .getSecretKey()
                .getEncoded();
        DestinationKey key = DestinationKey.ofLimits(secret);
        // A request asks several times for the same few.
        Map<String, String> known = new HashMap<>();
        return value -> known.computeIfAbsent(value, key::hash);
    }

    // Some work runs without a request, and an application that takes the passwords itself has one address for all of
    // its
    // users.
    private static NetworkAddress from(KeycloakSession session) {
        ClientConnection connection = session.getContext().getConnection();
        return connection == null || isOfApplication(session) ? null : NetworkAddress.of(connection.getRemoteAddr());
    }

    private static boolean isOfApplication(KeycloakSession session) {
        ClientModel client = session.getContext().getClient();
        return client != null
                && !client.isPublicClient()
                && session.getContext().getUri().getPath().endsWith(TOKEN_ENDPOINT);
    }
}
