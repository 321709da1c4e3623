package dev.twofactor.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.keycloak.AllowedMethods;
import dev.twofactor.keycloak.FactorTypes;
import dev.twofactor.keycloak.channel.CodeChannels;
import dev.twofactor.keycloak.delivery.CodeChannel;
import dev.twofactor.keycloak.email.EmailAddresses;
import dev.twofactor.keycloak.email.EmailCredential;
import dev.twofactor.keycloak.enrollment.EnrolledCredential;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.TypedNumber;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.admin.OperationType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.UserModel;

/** One user's methods, each by the id of its credential; for who may manage this user. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class UserMethods {

    private static final String KIND = "TWO_FACTOR_METHOD";

    private final AdminCall call;
    private final FoundUser found;

    UserMethods(AdminCall call, FoundUser found) {
        this.call = call;
        this.found = found;
    }

    /**
     * Sets up a phone or address that the admin vouches for: no code goes there first.
     *
     * @param body {@code method} ({@code sms} or {@code email}), {@code destination}, and {@code country} for a number as
     *     dialled at home
     */
    @POST
    public Response post(JsonNode body) {
        UserModel user = found.managed();
        Map<String, String> fields = RequestSettings.of(body);
        CodeChannel channel = channel(fields.get("method"));
        Destination destination = destination(channel.channel(), fields);
        EnrolledCredential credential = new EnrolledCredential(call.session(), call.realm(), user, channel);
        if (credential.isStored(destination)) {
            throw AdminError.conflict("This user has set up this destination already");
        }
        if (credential.belongsToAnother(destination)) {
            throw AdminError.conflict("Another user has set up this number");
        }
        LoginFormsProvider texts =
                call.session().getProvider(LoginFormsProvider.class).setUser(user);
        CredentialModel stored = credential.store(destination, texts);
        record(OperationType.CREATE, user, stored);
        return Response.status(Response.Status.CREATED)
                .entity(new UserView(call, user).method(stored.getId()))
                .build();
    }

    /** Makes it the one that is asked for first, with {@code {"default":true}}. */
    @PUT
    @Path("{method}")
    public Map<String, Object> put(@PathParam("method") String method, JsonNode body) {
        UserModel user = found.managed();
        CredentialModel row = own(user, method);
        if (!"true".equals(RequestSettings.of(body).get("default"))) {
            throw AdminError.badRequest("default", "default: true is expected");
        }
        user.credentialManager().moveStoredCredentialTo(row.getId(), null);
        record(OperationType.UPDATE, user, row);
        return new UserView(call, user).method(row.getId());
    }

    /** Takes it away, and with it the codes on their way. */
    @DELETE
    @Path("{method}")
    public void delete(@PathParam("method") String method) {
        UserModel user = found.managed();
        CredentialModel row = own(user, method);
        if (EmailCredential.TYPE.equals(row.getType()) && EmailCredential.isFromProfile(row)) {
            throw AdminError.conflict("The policy lends this address from the profile (email-without-enrolling)");
        }
        user.credentialManager().removeStoredCredentialById(row.getId());
        record(OperationType.DELETE, user, row);
    }

    private CodeChannel channel(String method) {
        Channel channel = Arrays.stream(Channel.values())
                .filter(known -> known.key().equals(method))
                .findFirst()
                .orElseThrow(() -> AdminError.badRequest("method", "method: sms or email is expected"));
        AllowedMethods allowed = AllowedMethods.of(TwoFactor.of(call.session()).policy(call.realm()));
        if (!allowed.allows(channel.credentialType())) {
            throw AdminError.badRequest("method", "method: the policy does not allow " + channel.key());
        }
        return CodeChannels.of(channel.credentialType()).orElseThrow();
    }

    // By the rules for people who type it themselves; what was typed is not repeated.
    private Destination destination(Channel channel, Map<String, String> fields) {
        String typed = Objects.requireNonNullElse(fields.get("destination"), "");
        if (channel == Channel.EMAIL) {
            if (!EmailAddresses.isSendable(typed)) {
                throw refused("not_an_address");
            }
            return EmailAddresses.destination(typed);
        }
        TypedNumber number = TypedNumber.read(
                typed,
                fields.get("country"),
                TwoFactor.of(call.session()).policy(call.realm()).numbers());
        if (number.refusal() != null) {
            throw refused(number.refusal().name().toLowerCase(Locale.ROOT));
        }
        return number.destination();
    }

    private static RuntimeException refused(String reason) {
        return AdminError.badRequest("destination", "destination: " + reason);
    }

    private static CredentialModel own(UserModel user, String id) {
        return user.credentialManager()
                .getStoredCredentialsStream()
                .filter(row ->
                        FactorTypes.ALL.contains(row.getType()) && row.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> AdminError.notFound("This user has no such method"));
    }

    private void record(OperationType operation, UserModel user, CredentialModel row) {
        String path = "users/" + user.getId() + "/methods/" + row.getId();
        call.record(operation, KIND, path, Map.of("method", UserView.key(row.getType())));
    }
}
