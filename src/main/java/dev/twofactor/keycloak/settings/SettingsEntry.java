package dev.twofactor.keycloak.settings;

import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.enrollment.UserSwitch;
import org.keycloak.credential.CredentialMetadata;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The settings page's entry in the Account Console, which lists credential types and their credentials and nothing else:
 * a type without credentials of its own, with one row that says whether two-factor authentication is on, and a button.
 * One instance serves one request for one user.
 */
public final class SettingsEntry implements CredentialProvider<CredentialModel> {

    static final String TYPE = "two-factor-settings";

    private final KeycloakSession session;
    private UserModel user;
    private String stoodFor;

    SettingsEntry(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String getType() {
        return TYPE;
    }

    @Override
    public boolean supportsCredentialType(String type) {
        return TYPE.equals(type);
    }

    /** Only the console's list asks so: the row stands in for the user's first second factor, so whoever has none has no row. */
    @Override
    public boolean supportsCredentialType(CredentialModel credential) {
        if (stoodFor == null && FactorTypes.ALL.contains(credential.getType())) {
            stoodFor = credential.getId();
        }
        return stoodFor != null && stoodFor.equals(credential.getId());
    }

    @Override
    public CredentialMetadata getCredentialMetadata(CredentialModel first, CredentialTypeMetadata type) {
        boolean off =
                user != null && new UserSwitch(session, session.getContext().getRealm(), user).isOff();
        CredentialModel row = new CredentialModel();
        row.setId(TYPE);
        row.setType(TYPE);
        row.setUserLabel(off ? "two-factor-settings-off" : "two-factor-settings-on");
        CredentialMetadata metadata = new CredentialMetadata();
        metadata.setCredentialModel(row);
        return metadata;
    }

    @Override
    public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
        user = context.getUser();
        return CredentialTypeMetadata.builder()
                .type(TYPE)
                .category(CredentialTypeMetadata.Category.TWO_FACTOR)
                .displayName("two-factor-settings-display-name")
                .helpText("two-factor-settings-help-text")
                .iconCssClass("kcAuthenticatorDefaultClass")
                .updateAction(hasAny(user) ? SettingsActionFactory.PROVIDER_ID : null)
                .removeable(false)
                .build(session);
    }

    private static boolean hasAny(UserModel user) {
        return user != null
                && user.credentialManager()
                        .getStoredCredentialsStream()
                        .anyMatch(row -> FactorTypes.ALL.contains(row.getType()));
    }

    @Override
    public CredentialModel getCredentialFromModel(CredentialModel model) {
        return model;
    }

    /** Never: settings are no credential. */
    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel owner, CredentialModel credential) {
        throw new IllegalStateException(TYPE + " is no credential that could be stored");
    }

    @Override
    public boolean deleteCredential(RealmModel realm, UserModel owner, String credentialId) {
        return false;
    }
}
