package dev.twofactor.keycloak.registration;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.keycloak.stepup.StepUp;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.AuthenticationFlowException;
import org.keycloak.authentication.FormAction;
import org.keycloak.authentication.FormContext;
import org.keycloak.authentication.ValidationContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.util.AuthenticationFlowURLHelper;

/**
 * Asks for a code to a phone or address before Keycloak's registration page is shown, and gives the new account what was
 * proved. A form action has no page of its own; Keycloak takes the response of a {@link WebApplicationException} for the
 * page, runs no other action then and counts no failure.
 */
final class RegistrationCode implements FormAction {

    @Override
    public void buildPage(FormContext context, LoginFormsProvider form) {
        RegistrationStep step = new RegistrationStep(context);
        if (step.isDue()) {
            throw new WebApplicationException(step.show(form));
        }
        if (!step.isPosted()) {
            // What was proved need not be typed again.
            notes(context)
                    .proved()
                    .filter(proved -> proved.channel().channel() == Channel.EMAIL)
                    .ifPresent(proved -> form.setFormData(
                            single(UserModel.EMAIL, proved.destination().address())));
        }
    }

    @Override
    public void validate(ValidationContext context) {
        RegistrationStep step = new RegistrationStep(context);
        if (step.isDue()) {
            LoginFormsProvider form = new RegistrationForm(context).make();
            Optional<Response> page = step.isPosted() ? step.act(form) : Optional.of(step.show(form));
            throw new WebApplicationException(page.orElseGet(() -> registrationPage(context)));
        }
        MultivaluedMap<String, String> fields = context.getHttpRequest().getDecodedFormParameters();
        Optional<Proved> proved = notes(context).proved();
        if (proved.isPresent() && !method(context, proved.get()).fits(fields.getFirst(UserModel.EMAIL))) {
            context.error(Errors.INVALID_REGISTRATION);
            context.validationError(
                    fields, List.of(new FormMessage(UserModel.EMAIL, "twoFactorRegistrationOtherAddress")));
        } else {
            context.success();
        }
    }

    @Override
    public void success(FormContext context) {
        RegistrationNotes notes = notes(context);
        try {
            notes.proved().ifPresent(proved -> give(context, proved));
        } catch (RuntimeException e) {
            // Keycloak would keep the account that it has just made, without what was to be proved for it.
            context.getSession().getTransactionManager().setRollbackOnly();
            throw e;
        }
        notes.clear();
    }

    private static void give(FormContext context, Proved proved) {
        FirstMethod method = method(context, proved);
        UserModel user = context.getUser();
        if (user == null) {
            throw failed("two-factor-registration must stand behind registration-user-creation");
        }
        if (!new RegistrationStep(context).take(proved)) {
            throw failed("the proved phone or address was used for another account meanwhile");
        }
        if (method.belongsToAnother(user)) {
            throw new WebApplicationException(new RegistrationForm(context)
                    .make()
                    .setError("twoFactorPhone-TAKEN")
                    .createErrorPage(Response.Status.CONFLICT));
        }
        method.give(
                user,
                new EventBuilder(context.getRealm(), context.getSession(), context.getConnection())
                        .event(EventType.UPDATE_CREDENTIAL)
                        .client(context.getAuthenticationSession().getClient())
                        .user(user));
        StepUp.shown(context.getAuthenticationSession());
    }

    private static AuthenticationFlowException failed(String why) {
        return new AuthenticationFlowException(why, AuthenticationFlowError.INTERNAL_ERROR);
    }

    private static Response registrationPage(FormContext context) {
        URI page = new AuthenticationFlowURLHelper(context.getSession(), context.getRealm(), context.getUriInfo())
                .getLastExecutionUrl(context.getAuthenticationSession());
        return Response.seeOther(page).build();
    }

    private static FirstMethod method(FormContext context, Proved proved) {
        return new FirstMethod(context.getSession(), context.getRealm(), proved);
    }

    private static RegistrationNotes notes(FormContext context) {
        return new RegistrationNotes(context.getSession(), context.getRealm(), context.getAuthenticationSession());
    }

    private static MultivaluedMap<String, String> single(String name, String value) {
        MultivaluedMap<String, String> fields = new MultivaluedHashMap<>();
        fields.putSingle(name, value);
        return fields;
    }

    @Override
    public boolean requiresUser() {
        return false;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return true;
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        // What is to be set up is set up on the spot.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
