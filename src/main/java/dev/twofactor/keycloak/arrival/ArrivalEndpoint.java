package dev.twofactor.keycloak.arrival;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.delivery.Delivery;
import dev.twofactor.domain.delivery.DeliveryReports.Report;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.domain.delivery.SendResult;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.ReportedSmsService;
import dev.twofactor.keycloak.server.TwoFactor;
import dev.twofactor.keycloak.sms.RealmSmsServices;
import dev.twofactor.keycloak.store.Arrivals;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The status of a message for whoever has its handle, and the vendors' reports. */
public final class ArrivalEndpoint {

    private static final int MOST_FIELDS = 100;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Arrivals arrivals;

    ArrivalEndpoint(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.arrivals = new Arrivals(session, realm.getId());
    }

    /** {@code state} of the last message and {@code optedOut}; nothing about whose it is. 404 for a handle that is none, or old. */
    @GET
    @Path("status/{handle}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response status(@PathParam("handle") String handle) {
        Instant now = TwoFactor.of(session).clock().instant();
        Optional<Delivery> last = arrivals.last(handle, now);
        Response.ResponseBuilder answer =
                last.isEmpty() ? Response.status(Response.Status.NOT_FOUND) : Response.ok(view(last.get(), now));
        return answer.header("Cache-Control", "no-store").build();
    }

    private static Map<String, Object> view(Delivery delivery, Instant now) {
        DeliveryState state = delivery.stateAt(now);
        boolean optedOut = state == DeliveryState.FAILED && delivery.outcome() == SendResult.Outcome.OPTED_OUT;
        return Map.of("state", state.name(), "optedOut", optedOut);
    }

    /** A report as Twilio sends it. */
    @POST
    @Path("reports/{service}/{delivery}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response report(
            @PathParam("service") String service,
            @PathParam("delivery") String delivery,
            @QueryParam("key") String key,
            @HeaderParam("X-Twilio-Signature") String signature,
            MultivaluedMap<String, String> form) {
        Map<String, String> fields = new LinkedHashMap<>();
        form.forEach((name, values) -> fields.put(name, values.get(0)));
        return take(service, delivery, key == null ? signature : key, fields);
    }

    /** A report in JSON: the texts and numbers of one object, or of the first in an array. */
    @POST
    @Path("reports/{service}/{delivery}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response report(
            @PathParam("service") String service,
            @PathParam("delivery") String delivery,
            @QueryParam("key") String key,
            JsonNode body) {
        Map<String, String> fields = new LinkedHashMap<>();
        JsonNode object = body == null || !body.isArray() ? body : body.path(0);
        if (object != null) {
            object.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
        }
        return take(service, delivery, key, fields);
    }

    private Response take(String service, String delivery, String signature, Map<String, String> fields) {
        if (fields.size() > MOST_FIELDS) {
            return Response.status(Response.Status.BAD_REQUEST).build();
        }
        Optional<DeliveryState> told = reported(service).flatMap(reported -> reported.reportAddress()
                .flatMap(address -> reported.read(new Report(address + delivery, delivery, fields, signature))));
        if (told.isEmpty()) {
            return Response.status(Response.Status.FORBIDDEN).build();
        }
        TwoFactor twoFactor = TwoFactor.of(session);
        arrivals.report(delivery, service, told.get(), twoFactor.clock().instant())
                .ifPresent(changed -> twoFactor
                        .meters()
                        .messages()
                        .reported(changed.channel(), service, changed.state(), changed.since()));
        return Response.noContent().build();
    }

    // The address is the one in the service's settings, which the vendor signed: the request's own could be chosen by
    // whoever
    // sends it.
    private Optional<ReportedSmsService> reported(String service) {
        try {
            return RealmSmsServices.byId(session, realm, service)
                    .filter(ReportedSmsService.class::isInstance)
                    .map(ReportedSmsService.class::cast);
        } catch (SettingException e) {
            // A service that cannot be used has nobody whose reports could be told from others.
            return Optional.empty();
        }
    }
}
