package dev.twofactor.keycloak.selfservice;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.keycloak.registration.FirstMethod;
import dev.twofactor.keycloak.registration.Proved;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.messages.Messages;
import org.keycloak.userprofile.UserProfile;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileProvider;
import org.keycloak.userprofile.ValidationException;

/**
 * The profile of somebody who registers, by the realm's own rules for registration pages.
 *
 * @param username null where the profile names none, which the rules then refuse
 */
record NewProfile(UserProfile profile, String username) {

    private static final List<String> OWN =
            List.of(UserModel.USERNAME, UserModel.EMAIL, UserModel.FIRST_NAME, UserModel.LAST_NAME);

    /** @throws Problem when a member cannot be meant, or the address is another than the proved one */
    static NewProfile read(KeycloakSession session, RealmModel realm, Json body, Proved proved) {
        Map<String, List<String>> attributes = new HashMap<>(body.texts("attributes"));
        OWN.forEach(attributes::remove);
        OWN.stream().filter(body::has).forEach(name -> attributes.put(name, List.of(body.text(name))));
        if (!new FirstMethod(session, realm, proved).fits(body.textOrNull(UserModel.EMAIL))) {
            throw new Problem(Problem.Kind.BAD_FIELD).with("field", UserModel.EMAIL);
        }
        if (proved.channel().channel() == Channel.EMAIL) {
            attributes.put(UserModel.EMAIL, List.of(proved.destination().address()));
        }
        if (realm.isRegistrationEmailAsUsername() && attributes.containsKey(UserModel.EMAIL)) {
            attributes.put(UserModel.USERNAME, attributes.get(UserModel.EMAIL));
        }
        UserProfile profile =
                session.getProvider(UserProfileProvider.class).create(UserProfileContext.REGISTRATION, attributes);
        return new NewProfile(
                profile,
                attributes.getOrDefault(UserModel.USERNAME, List.of("")).get(0));
    }

    /** @throws Problem when the realm's rules refuse it */
    UserProfile valid() {
        try {
            profile.validate();
            return profile;
        } catch (ValidationException e) {
            ValidationException.Error first = e.getErrors().get(0);
            boolean exists = e.hasError(Messages.EMAIL_EXISTS, Messages.USERNAME_EXISTS);
            throw new Problem(exists ? Problem.Kind.USER_EXISTS : Problem.Kind.BAD_FIELD)
                    .with("field", first.getAttribute())
                    .with("reason", first.getMessage());
        }
    }

    @Override
    public String toString() {
        return "NewProfile[redacted]";
    }
}
