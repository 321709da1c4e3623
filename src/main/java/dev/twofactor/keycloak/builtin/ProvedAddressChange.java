package dev.twofactor.keycloak.builtin;

import com.google.auto.service.AutoService;
import dev.twofactor.domain.stepup.StepUpNeed;
import dev.twofactor.keycloak.stepup.EmailCodes;
import dev.twofactor.keycloak.stepup.StepUp;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;
import org.keycloak.userprofile.UserProfileAttributeValidationContext;
import org.keycloak.validate.SimpleValidator;
import org.keycloak.validate.ValidationContext;
import org.keycloak.validate.ValidationError;
import org.keycloak.validate.ValidatorConfig;
import org.keycloak.validate.ValidatorFactory;

/** Refuses another mail address from a user who gets codes by email and has shown no second factor a moment ago. */
@AutoService(ValidatorFactory.class)
public final class ProvedAddressChange implements SimpleValidator {

    static final String ID = "two-factor-address-change";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public ValidationContext validate(
            Object input, String inputHint, ValidationContext context, ValidatorConfig config) {
        UserModel user = UserProfileAttributeValidationContext.from(context)
                .getAttributeContext()
                .getUser();
        if (user != null && isChange(user, input) && isUnproved(context.getSession(), user)) {
            context.addError(new ValidationError(ID, inputHint, "twoFactorAddressNeedsProof"));
        }
        return context;
    }

    private static boolean isChange(UserModel user, Object input) {
        String before = user.getEmail() == null ? "" : user.getEmail();
        Object first = input instanceof List<?> values && !values.isEmpty() ? values.get(0) : input;
        String after = first instanceof String text ? text : "";
        return !before.equalsIgnoreCase(after);
    }

    private static boolean isUnproved(KeycloakSession session, UserModel user) {
        RealmModel realm = session.getContext().getRealm();
        return EmailCodes.areOn(session, realm, user) && need(session, realm, user) != StepUpNeed.NONE;
    }

    private static StepUpNeed need(KeycloakSession session, RealmModel realm, UserModel user) {
        StepUp stepUp = StepUp.of(session, realm, user);
        AuthenticationSessionModel tab = session.getContext().getAuthenticationSession();
        UserSessionModel signedIn = session.getContext().getUserSession();
        if (tab != null) {
            return stepUp.need(tab);
        }
        return signedIn == null ? StepUpNeed.SECOND_FACTOR : stepUp.need(signedIn);
    }
}
