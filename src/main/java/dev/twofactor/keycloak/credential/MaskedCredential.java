package dev.twofactor.keycloak.credential;

import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.delivery.CodeChannel;
import java.util.Map;
import org.keycloak.credential.CredentialModel;

/** A credential row as administrators may see it. */
final class MaskedCredential {

    private MaskedCredential() {}

    /** A copy whose phone or address is masked; the row itself stays as it is. */
    static CredentialModel of(CredentialModel row, CodeChannel channel) {
        String field = channel.channel().field();
        String masked = CredentialFields.text(row, field)
                .flatMap(channel::destination)
                .map(Destination::masked)
                .orElse("•••");
        CredentialModel copy = row.shallowClone();
        copy.setCredentialData(
                CredentialFields.row(row.getType(), Map.of(field, masked)).getCredentialData());
        return copy;
    }
}
