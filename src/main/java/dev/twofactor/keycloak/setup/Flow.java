package dev.twofactor.keycloak.setup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/** A flow or sub-flow with its executions in their order; changes are stored at once. */
record Flow(RealmModel realm, AuthenticationFlowModel model) {

    private static final int STEP = 10;

    List<AuthenticationExecutionModel> executions() {
        return realm.getAuthenticationExecutionsStream(model.getId())
                .sorted(Comparator.comparingInt(AuthenticationExecutionModel::getPriority))
                .toList();
    }

    /** This flow and all flows inside it. */
    Stream<Flow> tree() {
        return Stream.concat(
                Stream.of(this),
                executions().stream().flatMap(each -> inside(each).stream()).flatMap(Flow::tree));
    }

    /** This flow and all flows inside it that are not switched off. */
    Stream<Flow> enabledTree() {
        return Stream.concat(
                Stream.of(this),
                executions().stream()
                        .filter(AuthenticationExecutionModel::isEnabled)
                        .flatMap(each -> inside(each).stream())
                        .flatMap(Flow::enabledTree));
    }

    /** The flow inside this one that contains another one directly. */
    Optional<Flow> parentOf(Flow child) {
        return tree().filter(flow -> flow.executionOf(child).isPresent()).findFirst();
    }

    /** The sub-flow that an execution stands for. */
    Optional<Flow> inside(AuthenticationExecutionModel execution) {
        return execution.isAuthenticatorFlow()
                ? Optional.of(new Flow(realm, realm.getAuthenticationFlowById(execution.getFlowId())))
                : Optional.empty();
    }

    Optional<AuthenticationExecutionModel> step(String authenticator) {
        return executions().stream()
                .filter(each -> authenticator.equals(each.getAuthenticator()))
                .findFirst();
    }

    boolean has(String authenticator) {
        return step(authenticator).isPresent();
    }

    /** The execution by which this flow contains another one directly. */
    Optional<AuthenticationExecutionModel> executionOf(Flow child) {
        return executions().stream()
                .filter(each -> child.model().getId().equals(each.getFlowId()))
                .findFirst();
    }

    /** Puts a step into a place, counted from 0; what stands there moves back. */
    AuthenticationExecutionModel insert(int place, String authenticator, Requirement requirement) {
        AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
        execution.setAuthenticator(authenticator);
        return insert(place, execution, requirement);
    }

    /** Puts a new sub-flow into a place, counted from 0; a number is added to a name that is taken. */
    Flow insertFlow(int place, String alias, String description, Requirement requirement) {
        AuthenticationFlowModel child = new AuthenticationFlowModel();
        child.setAlias(free(alias));
        child.setDescription(description);
        child.setProviderId("basic-flow");
        child.setTopLevel(false);
        child.setBuiltIn(false);
        child = realm.addAuthenticationFlow(child);
        AuthenticationExecutionModel execution = new AuthenticationExecutionModel();
        execution.setAuthenticatorFlow(true);
        execution.setFlowId(child.getId());
        insert(place, execution, requirement);
        return new Flow(realm, child);
    }

    /** The place of an execution, counted from 0. */
    int placeOf(AuthenticationExecutionModel execution) {
        return executions().stream()
                .map(AuthenticationExecutionModel::getId)
                .toList()
                .indexOf(execution.getId());
    }

    private String free(String alias) {
        String free = alias;
        for (int number = 2; realm.getFlowByAlias(free) != null; number++) {
            free = alias + " " + number;
        }
        return free;
    }

    /** Removes the flow with all inside it; Keycloak's own method for this changed its parameters between 26.4 and 26.7. */
    void remove() {
        for (AuthenticationExecutionModel execution : executions()) {
            inside(execution).ifPresent(Flow::remove);
            // Configurations that come with a provider are not the realm's and stay.
            Optional.ofNullable(execution.getAuthenticatorConfig())
                    .map(realm::getAuthenticatorConfigById)
                    .ifPresent(realm::removeAuthenticatorConfig);
            realm.removeAuthenticatorExecution(execution);
        }
        realm.removeAuthenticationFlow(model);
    }

    private AuthenticationExecutionModel insert(
            int place, AuthenticationExecutionModel execution, Requirement requirement) {
        List<AuthenticationExecutionModel> order = new ArrayList<>(executions());
        for (int each = 0; each < order.size(); each++) {
            AuthenticationExecutionModel sibling = order.get(each);
            sibling.setPriority(STEP * (each < place ? each + 1 : each + 2));
            realm.updateAuthenticatorExecution(sibling);
        }
        execution.setParentFlow(model.getId());
        execution.setRequirement(requirement);
        execution.setPriority(STEP * (place + 1));
        return realm.addAuthenticatorExecution(execution);
    }
}
