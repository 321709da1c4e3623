package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Set;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.AttributeValidatorMetadata;
import org.keycloak.userprofile.DeclarativeUserProfileProviderFactory;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileMetadata;
import org.keycloak.userprofile.UserProfileProviderFactory;

/**
 * Keycloak's user profile with one more rule for the mail address, where users change it themselves without a page that
 * could lead them to a step-up. The page of its own has a gate; behind the link that it mails nobody is signed in.
 */
@AutoService(UserProfileProviderFactory.class)
public final class GuardedProfile extends DeclarativeUserProfileProviderFactory {

    private static final Set<UserProfileContext> GUARDED =
            Set.of(UserProfileContext.ACCOUNT, UserProfileContext.UPDATE_PROFILE);

    @Override
    protected UserProfileMetadata configureUserProfile(UserProfileMetadata metadata) {
        UserProfileMetadata configured = super.configureUserProfile(metadata);
        if (GUARDED.contains(configured.getContext())) {
            configured
                    .getAttribute(UserModel.EMAIL)
                    .forEach(email ->
                            email.addValidators(List.of(new AttributeValidatorMetadata(ProvedAddressChange.ID))));
        }
        return configured;
    }

    @Override
    public int order() {
        return super.order() + Precedence.OVER_KEYCLOAKS;
    }
}
