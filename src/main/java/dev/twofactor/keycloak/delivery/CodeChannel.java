package dev.twofactor.keycloak.delivery;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Code;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.keycloak.TwoFactorPolicy;
import dev.twofactor.keycloak.ValidSetUps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.credential.CredentialModel;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** How codes reach a user by one channel. */
public interface CodeChannel {

    Channel channel();

    /** Where this user's codes could go, the user's default first, whether the policy lets them or not; empty when nothing is set up. */
    List<EnrolledDestination> destinations(UserModel user);

    /** Those of them that count under the policy, in the same order; every entry point that takes codes asks this. */
    default List<EnrolledDestination> usable(TwoFactorPolicy policy, UserModel user) {
        ValidSetUps valid = ValidSetUps.of(policy);
        Set<String> counted = user.credentialManager()
                .getStoredCredentialsByTypeStream(channel().credentialType())
                .filter(valid::contains)
                .map(CredentialModel::getId)
                .collect(Collectors.toSet());
        return destinations(user).stream()
                .filter(enrolled -> counted.contains(enrolled.credentialId()))
                .toList();
    }

    /** Whether any of them counts under the policy: Keycloak asks that many times a login. */
    default boolean isUsable(TwoFactorPolicy policy, UserModel user) {
        return !usable(policy, user).isEmpty();
    }

    /** The destination that this stored or checked address stands for; empty when it cannot be one. */
    Optional<Destination> destination(String address);

    /**
     * How many parts such a message is sent and paid in, known before there is a code.
     *
     * @param forms looks up texts in the user's language
     * @param number how many messages this login will have had, this one included
     */
    default int parts(KeycloakSession session, RealmModel realm, LoginFormsProvider forms, int number) {
        return 1;
    }

    /** Writes the message in the user's language, ready to be sent without a session. */
    Dispatch write(Letter letter);

    /**
     * What a message is made of.
     *
     * @param forms looks up texts in the user's language
     * @param company name of the company
     * @param number how many messages this login had, this one included
     * @param validFor how long the code can be used from now on
     * @param purpose what the code is for
     * @param reportLink address for those who did not ask for the code; empty when there is none
     */
    record Letter(
            KeycloakSession session,
            RealmModel realm,
            UserModel user,
            LoginFormsProvider forms,
            Destination destination,
            Code code,
            String company,
            int number,
            Duration validFor,
            Purpose purpose,
            String reportLink) {

        /** One without a link. */
        public Letter(
                KeycloakSession session,
                RealmModel realm,
                UserModel user,
                LoginFormsProvider forms,
                Destination destination,
                Code code,
                String company,
                int number,
                Duration validFor,
                Purpose purpose) {
            this(session, realm, user, forms, destination, code, company, number, validFor, purpose, "");
        }

        /** Whether the code is to be read to an agent, which no other code may ever be. */
        public boolean isForHelpDesk() {
            return purpose == Purpose.HELP_DESK;
        }

        @Override
        public String toString() {
            return "Letter[redacted]";
        }
    }
}
