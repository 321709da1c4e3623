package dev.twofactor.keycloak.device;

import dev.twofactor.domain.policy.TrustEnd;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.sessions.CommonClientSessionModel.ExecutionStatus;

/** Tells by which way a user came to the page that sets a password. */
final class PasswordChange {

    /** Steps of a flow for forgotten passwords that a sign-in has not. */
    private static final Set<String> OF_RESET = Set.of("reset-credential-email", "reset-password");

    private PasswordChange() {}

    /** Whether a user's event tells of a new password: Keycloak raises its older type as well, and first. */
    static boolean isToldBy(Event event) {
        return event.getType().name().equals("UPDATE_PASSWORD")
                || event.getType() == EventType.UPDATE_CREDENTIAL
                        && event.getDetails() != null
                        && PasswordCredentialModel.TYPE.equals(
                                event.getDetails().get(Details.CREDENTIAL_TYPE));
    }

    /**
     * {@link TrustEnd#PASSWORD_UPDATED} behind a sign-in, {@link TrustEnd#PASSWORD_RESET} behind a mailed link; empty where the
     * request does not tell.
     */
    static Optional<TrustEnd> of(KeycloakSession session) {
        AuthenticationSessionModel tab = session.getContext().getAuthenticationSession();
        if (tab == null) {
            return Optional.empty();
        }
        Set<String> passed = passed(session.getContext().getRealm(), tab);
        if (passed.stream().anyMatch(OF_RESET::contains)) {
            return Optional.of(TrustEnd.PASSWORD_RESET);
        }
        // Behind a link that an administrator had sent no step is passed at all.
        boolean link = tab.getAuthNote(AuthenticationManager.END_AFTER_REQUIRED_ACTIONS) != null;
        if (passed.isEmpty()) {
            return link ? Optional.of(TrustEnd.PASSWORD_RESET) : Optional.empty();
        }
        return Optional.of(TrustEnd.PASSWORD_UPDATED);
    }

    private static Set<String> passed(RealmModel realm, AuthenticationSessionModel tab) {
        return tab.getExecutionStatus().entrySet().stream()
                .filter(step -> step.getValue() == ExecutionStatus.SUCCESS)
                .map(Map.Entry::getKey)
                .map(realm::getAuthenticationExecutionById)
                .filter(step -> step != null && step.getAuthenticator() != null)
                .map(AuthenticationExecutionModel::getAuthenticator)
                .collect(Collectors.toSet());
    }
}
