package dev.twofactor.keycloak.setup;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.admin.AuthenticationManagementResource;

/** One of the two kinds of flow that a set-up copies, binds and takes back. */
enum BoundFlow {
    BROWSER("two-factor browser", "browser", RealmModel::getBrowserFlow, RealmModel::setBrowserFlow),
    DIRECT_GRANT(
            "two-factor direct grant", "direct grant", RealmModel::getDirectGrantFlow, RealmModel::setDirectGrantFlow);

    private final String alias;
    private final String keycloaks;
    private final Function<RealmModel, AuthenticationFlowModel> bound;
    private final BiConsumer<RealmModel, AuthenticationFlowModel> bind;

    BoundFlow(
            String alias,
            String keycloaks,
            Function<RealmModel, AuthenticationFlowModel> bound,
            BiConsumer<RealmModel, AuthenticationFlowModel> bind) {
        this.alias = alias;
        this.keycloaks = keycloaks;
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
            present = AuthenticationManagementResource.copyFlow(session, realm, bound.apply(realm), alias);
            memory.put(name() + ".created", "yes");
            // An earlier copy may have been deleted by hand: the new one has none of its steps.
            memory.forget(name() + ".steps");
        }
        return new Flow(realm, present);
    }

    /** Lets the realm use our flow; what it used is remembered. */
    void bind(RealmModel realm, Memory memory) {
        if (!isBound(realm)) {
            memory.put(name() + ".former", bound.apply(realm).getAlias());
            bind.accept(realm, realm.getFlowByAlias(alias));
        }
    }

    /** Lets the realm use what it used before, and removes our flow if a set-up made it. */
    void takeBack(KeycloakSession session, RealmModel realm, Memory memory) {
        boolean created = memory.text(name() + ".created").isPresent();
        if (isBound(realm) && (created || memory.text(name() + ".former").isPresent())) {
            former(realm, memory);
        }
        AuthenticationFlowModel flow = realm.getFlowByAlias(alias);
        if (flow == null || !created) {
            return;
        }
        if (KeycloakModelUtils.isFlowUsed(session, realm, flow)) {
            throw new SetupException("The flow '" + alias
                    + "' is still used by a client or an identity provider; give that another flow first");
        }
        new Flow(realm, flow).remove();
    }

    private void former(RealmModel realm, Memory memory) {
        AuthenticationFlowModel former =
                realm.getFlowByAlias(memory.text(name() + ".former").orElse(keycloaks));
        AuthenticationFlowModel flow = former == null ? realm.getFlowByAlias(keycloaks) : former;
        if (flow == null) {
            throw new SetupException("The flow used before '" + alias + "' is gone; bind another one first");
        }
        bind.accept(realm, flow);
    }
}
