package dev.twofactor.keycloak.check;

import dev.twofactor.domain.check.WayIn;
import dev.twofactor.domain.check.WayIn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Finds all ways in that are open in a realm. */
final class WaysIn {

    private static final String CIBA = "oidc.ciba.grant.enabled";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final FlowReader flows;

    WaysIn(KeycloakSession session, RealmModel realm, FlowReader flows) {
        this.session = session;
        this.realm = realm;
        this.flows = flows;
    }

    List<WayIn> find() {
        List<WayIn> ways = new ArrayList<>();
        ways.add(way(Kind.BROWSER, realm.getBrowserFlow()));
        List<ClientModel> clients =
                realm.getClientsStream().filter(ClientModel::isEnabled).toList();
        if (clients.stream().anyMatch(this::usesTheRealmsGrant)) {
            ways.add(way(Kind.DIRECT_GRANT, realm.getDirectGrantFlow()));
        }
        clients.forEach(client -> own(client).forEach(ways::add));
        if (realm.isResetPasswordAllowed()) {
            ways.add(way(Kind.RESET_CREDENTIALS, realm.getResetCredentialsFlow()));
        }
        providers().filter(IdentityProviderModel::isEnabled).map(this::provider).forEach(ways::add);
        return ways;
    }

    // The only call that 26.4 and 26.7 both have.
    @SuppressWarnings("deprecation")
    private Stream<IdentityProviderModel> providers() {
        return session.identityProviders().getAllStream();
    }

    private boolean usesTheRealmsGrant(ClientModel client) {
        return client.isDirectAccessGrantsEnabled()
                && client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.DIRECT_GRANT_BINDING) == null;
    }

    private Stream<WayIn> own(ClientModel client) {
        Stream<WayIn> browser = client.isStandardFlowEnabled() || client.isImplicitFlowEnabled()
                ? override(client, AuthenticationFlowBindings.BROWSER_BINDING, Kind.CLIENT_BROWSER)
                : Stream.empty();
        Stream<WayIn> grant = client.isDirectAccessGrantsEnabled()
                ? override(client, AuthenticationFlowBindings.DIRECT_GRANT_BINDING, Kind.CLIENT_DIRECT_GRANT)
                : Stream.empty();
        Stream<WayIn> ciba = Boolean.parseBoolean(client.getAttribute(CIBA))
                ? Stream.of(new WayIn(Kind.CIBA, client.getClientId(), null))
                : Stream.empty();
        return Stream.of(browser, grant, ciba).flatMap(ways -> ways);
    }

    private Stream<WayIn> override(ClientModel client, String binding, Kind kind) {
        String flow = client.getAuthenticationFlowBindingOverride(binding);
        AuthenticationFlowModel found = flow == null ? null : realm.getAuthenticationFlowById(flow);
        return found == null ? Stream.empty() : Stream.of(new WayIn(kind, client.getClientId(), flows.read(found)));
    }

    private WayIn provider(IdentityProviderModel provider) {
        AuthenticationFlowModel after = provider.getPostBrokerLoginFlowId() == null
                ? null
                : realm.getAuthenticationFlowById(provider.getPostBrokerLoginFlowId());
        return new WayIn(Kind.IDENTITY_PROVIDER, provider.getAlias(), after == null ? null : flows.read(after));
    }

    private WayIn way(Kind kind, AuthenticationFlowModel flow) {
        return new WayIn(kind, flow.getAlias(), flows.read(flow));
    }
}
