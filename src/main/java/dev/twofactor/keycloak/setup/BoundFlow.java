package dev.twofactor.keycloak.setup;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.admin.AuthenticationManagementResource;

/** One of the kinds of flow that a set-up copies, binds and takes back. */
enum BoundFlow {
    BROWSER("two-factor browser", RealmModel::getBrowserFlow, RealmModel::setBrowserFlow),
    DIRECT_GRANT("two-factor direct grant", RealmModel::getDirectGrantFlow, RealmModel::setDirectGrantFlow),
    RESET_CREDENTIALS(
            "two-factor reset credentials", RealmModel::getResetCredentialsFlow, RealmModel::setResetCredentialsFlow);

    private final String alias;
    private final Function<RealmModel, AuthenticationFlowModel> bound;
    private final BiConsumer<RealmModel, AuthenticationFlowModel> bind;

    BoundFlow(
            String alias,
            Function<RealmModel, AuthenticationFlowModel> bound,
            BiConsumer<RealmModel, AuthenticationFlowModel> bind) {
        this.alias = alias;
        this.bound = bound;
        this.bind = bind;
    }

    /** The name of our flow. */
    String alias() {
        return alias;
    }

    boolean isBound(RealmModel realm) {
        AuthenticationFlowModel flow = bound.apply(realm);
        return flow != null && alias.equals(flow.getAlias());
    }

    boolean exists(RealmModel realm) {
        return realm.getFlowByAlias(alias) != null;
    }

    /** Our flow as it is, or a copy of the one that the realm uses. */
    Flow ensure(KeycloakSession session, RealmModel realm, Memory memory) {
        AuthenticationFlowModel present = realm.getFlowByAlias(alias);
        if (present == null) {
            remember(bound.apply(realm), memory);
            present = AuthenticationManagementResource.copyFlow(session, realm, bound.apply(realm), alias);
            memory.put(name() + ".created", "yes");
            // An earlier copy may have been deleted by hand: the new one has none of its steps.
            memory.forget(name() + ".steps");
            memory.forget(name() + ".second-factors");
        }
        return new Flow(realm, present);
    }

    /** Lets the realm use our flow; what it used is remembered. */
    void bind(RealmModel realm, Memory memory) {
        if (!isBound(realm)) {
            remember(bound.apply(realm), memory);
            bind.accept(realm, realm.getFlowByAlias(alias));
        }
    }

    // The id finds it although it was renamed, the name although it was exported and imported.
    private void remember(AuthenticationFlowModel former, Memory memory) {
        memory.put(name() + ".former", former.getAlias());
        memory.put(name() + ".former-id", former.getId());
    }

    /**
     * Lets the realm use what it used before, and removes our flow if a set-up made it.
     *
     * @throws SetupException when that is not known any more or our flow is used elsewhere
     */
    void takeBack(KeycloakSession session, RealmModel realm, Memory memory) {
        if (isBound(realm)) {
            bind.accept(realm, former(realm, memory));
        }
        AuthenticationFlowModel flow = realm.getFlowByAlias(alias);
        if (flow == null || memory.text(name() + ".created").isEmpty()) {
            return;
        }
        if (KeycloakModelUtils.isFlowUsed(session, realm, flow)) {
            throw new SetupException("The flow '" + alias
                    + "' is still used by a client or an identity provider; give that another flow first");
        }
        new Flow(realm, flow).remove();
    }

    private AuthenticationFlowModel former(RealmModel realm, Memory memory) {
        AuthenticationFlowModel byId = memory.text(name() + ".former-id")
                .map(realm::getAuthenticationFlowById)
                .orElse(null);
        AuthenticationFlowModel former = byId != null
                ? byId
                : memory.text(name() + ".former").map(realm::getFlowByAlias).orElse(null);
        // Also our own flow, where it was bound before anything was set up.
        if (former == null || alias.equals(former.getAlias())) {
            throw new SetupException("What the realm used before '" + alias
                    + "' is gone or not known; bind the flow that it shall use instead, then call this again");
        }
        return former;
    }
}
