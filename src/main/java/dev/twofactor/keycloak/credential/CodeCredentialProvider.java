package dev.twofactor.keycloak.credential;

import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.delivery.MethodDescription;
import dev.twofactor.keycloak.stepup.Removal;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Tells Keycloak about the phones or addresses that codes go to, one credential type for each channel. */
public final class CodeCredentialProvider implements CredentialProvider<CredentialModel>, CredentialInputValidator {

    private final KeycloakSession session;
    private final CodeChannel channel;
    private final String type;

    public CodeCredentialProvider(KeycloakSession session, CodeChannel channel) {
        this.session = session;
        this.channel = channel;
        this.type = channel.channel().credentialType();
    }

    @Override
    public String getType() {
        return type;
    }

    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel user, CredentialModel credential) {
        return user.credentialManager().createStoredCredential(credential);
    }

    @Override
    public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
        return user.credentialManager().removeStoredCredentialById(credentialId);
    }

    @Override
    public CredentialModel getCredentialFromModel(CredentialModel model) {
        return model;
    }

    /** What administrators see: where codes go, but not the whole of it. */
    @Override
    public CredentialModel getCredentialForPresentationFromModel(CredentialModel model) {
        return MaskedCredential.of(model, channel);
    }

    @Override
    public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
        return CredentialTypeMetadata.builder()
                .type(type)
                .category(CredentialTypeMetadata.Category.TWO_FACTOR)
                .displayName(type + "-display-name")
                .helpText(MethodDescription.of(session, channel))
                .iconCssClass("kcAuthenticatorDefaultClass")
                .createAction(channel.channel().enrollAction())
                .removeable(Removal.isOpen(session, context.getUser()))
                .build(session);
    }

    @Override
    public boolean supportsCredentialType(String credentialType) {
        return type.equals(credentialType);
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String credentialType) {
        return supportsCredentialType(credentialType)
                && user.credentialManager()
                        .getStoredCredentialsByTypeStream(credentialType)
                        .findAny()
                        .isPresent();
    }

    /** Never: a code is judged by its challenge, not by where it was sent. */
    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        return false;
    }
}
