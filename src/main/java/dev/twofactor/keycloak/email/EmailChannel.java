package dev.twofactor.keycloak.email;

import dev.twofactor.domain.delivery.Attempts;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.Dispatch;
import dev.twofactor.keycloak.delivery.EnrolledDestination;
import dev.twofactor.keycloak.server.TwoFactor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.credential.CredentialModel;
import org.keycloak.email.EmailException;
import org.keycloak.models.UserModel;

/** Codes by email. */
public final class EmailChannel implements CodeChannel {

    private static final Logger LOG = Logger.getLogger(EmailChannel.class);

    @Override
    public Channel channel() {
        return Channel.EMAIL;
    }

    @Override
    public List<EnrolledDestination> destinations(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(EmailCredential.TYPE)
                .filter(row -> isUsable(user, row))
                .map(EmailChannel::enrolled)
                .toList();
    }

    @Override
    public Optional<Destination> destination(String address) {
        return Optional.of(EmailAddresses.destination(address));
    }

    @Override
    public Dispatch write(Letter letter) {
        CodeMail.Written mail;
        try {
            mail = new CodeMail(letter).write();
        } catch (EmailException e) {
            LOG.errorf(
                    "The mail of realm %s cannot be written by its email theme: %s",
                    letter.realm().getName(), rootType(e));
            return (deliveryId, until) -> Attempts.none(SendResult.Outcome.UNAVAILABLE, "template");
        }
        return new EmailDispatch(
                letter.session().getKeycloakSessionFactory(),
                TwoFactor.of(letter.session()).mailThreads(),
                TwoFactor.of(letter.session()).clock(),
                letter.realm().getId(),
                letter.destination().address(),
                mail);
    }

    // The words of a template's fault may quote what was to be written; FreeMarker logs the place by itself.
    private static String rootType(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getName();
    }

    // A row that cannot be read must not make its user one without a second factor: it is asked for and gets no
    // message.
    private static EnrolledDestination enrolled(CredentialModel row) {
        String label = Objects.requireNonNullElse(row.getUserLabel(), "");
        String address = EmailCredential.address(row).orElse("");
        return new EnrolledDestination(
                row.getId(),
                label,
                EmailAddresses.destination(address),
                EnrolledDestination.boundAt(row.getCreatedDate()));
    }

    private static boolean isUsable(UserModel user, CredentialModel row) {
        return !EmailCredential.isFromProfile(row)
                || EmailCredential.address(row)
                        .filter(address -> ProfileAddress.is(user, address))
                        .isPresent();
    }
}
