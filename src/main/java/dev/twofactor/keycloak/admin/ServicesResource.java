package dev.twofactor.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.delivery.ServiceProfile;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.SmsService;
import dev.twofactor.keycloak.SmsServiceFactory;
import dev.twofactor.keycloak.sms.RealmSmsServices;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.events.admin.OperationType;

/** The realm's text message services in the order in which they are tried. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ServicesResource {

    private static final String KIND = "TWO_FACTOR_SERVICE";
    private static final int STEP = 10;
    private static final int MOST = ServiceProfile.LAST / STEP;

    private final AdminCall call;
    private final TestSendLimit testSends;
    private final ServiceComponents components;

    ServicesResource(AdminCall call, TestSendLimit testSends) {
        this.call = call;
        this.testSends = testSends;
        this.components = new ServiceComponents(call.session(), call.realm());
    }

    /** All services, secrets masked. */
    @GET
    public List<Map<String, String>> list(
            @QueryParam("first") @DefaultValue("0") int first, @QueryParam("max") @DefaultValue("100") int max) {
        call.requireView();
        return RealmSmsServices.inOrder(call.realm()).stream()
                .skip(Math.max(first, 0))
                .limit(Math.max(max, 0))
                .map(components::show)
                .toList();
    }

    /** Adds a service; without a {@code priority} it is tried last. */
    @POST
    public Response create(JsonNode body) {
        call.requireManage();
        Map<String, String> settings = RequestSettings.of(body);
        List<ComponentModel> present = RealmSmsServices.inOrder(call.realm());
        if (present.size() >= MOST) {
            throw AdminError.badRequest(null, "a realm has up to " + MOST + " services");
        }
        String type = settings.getOrDefault(ServiceComponents.TYPE, "");
        SmsServiceFactory factory = components.factory(type);
        ComponentModel component = components.fresh(type);
        component.put(ServiceProfile.PRIORITY, String.valueOf(afterLast(present)));
        components.apply(factory, settings, component);
        Map<String, String> shown = components.show(store(() -> call.realm().addComponentModel(component)));
        call.record(OperationType.CREATE, KIND, path(shown.get("id")), shown);
        return Response.created(call.session()
                        .getContext()
                        .getUri()
                        .getAbsolutePathBuilder()
                        .path(shown.get("id"))
                        .build())
                .entity(shown)
                .build();
    }

    /** The types of services that are installed, with what each can be set to. */
    @GET
    @Path("types")
    public List<Map<String, Object>> types() {
        call.requireView();
        return ServiceTypes.of(call.session());
    }

    /** One service, secrets masked. */
    @GET
    @Path("{id}")
    public Map<String, String> get(@PathParam("id") String id) {
        call.requireView();
        return components.show(find(id));
    }

    /** Changes the settings that it names and leaves the others; null or an empty text takes a setting away. */
    @PUT
    @Path("{id}")
    public Map<String, String> put(@PathParam("id") String id, JsonNode body) {
        call.requireManage();
        // A copy: the model may be the very object in Keycloak's cache, which a refused change must not touch.
        ComponentModel component = new ComponentModel(find(id));
        Map<String, String> changes = RequestSettings.of(body);
        String type = changes.getOrDefault(ServiceComponents.TYPE, component.getProviderId());
        if (!type.equals(component.getProviderId())) {
            throw AdminError.badRequest(ServiceComponents.TYPE, "type: cannot change; add another service");
        }
        components.apply(components.factory(type), changes, component);
        store(() -> {
            call.realm().updateComponent(component);
            return component;
        });
        Map<String, String> shown = components.show(component);
        call.record(OperationType.UPDATE, KIND, path(id), shown);
        return shown;
    }

    /** Sets the order: the ids of all services, the first is tried first. */
    @PUT
    @Path("order")
    public List<Map<String, String>> order(List<String> ids) {
        call.requireManage();
        List<ComponentModel> present = RealmSmsServices.inOrder(call.realm());
        List<String> known = present.stream().map(ComponentModel::getId).toList();
        if (ids == null || ids.size() != known.size() || !new HashSet<>(ids).equals(new HashSet<>(known))) {
            throw AdminError.badRequest(null, "an array with the id of every service, each once, is expected");
        }
        List<ComponentModel> inOrder = new ArrayList<>();
        ids.forEach(id -> inOrder.add(new ComponentModel(find(id))));
        for (int place = 0; place < inOrder.size(); place++) {
            ComponentModel component = inOrder.get(place);
            component.put(ServiceProfile.PRIORITY, String.valueOf(place * STEP));
            store(() -> {
                call.realm().updateComponent(component);
                return component;
            });
        }
        call.record(OperationType.UPDATE, KIND, path("order"), ids);
        return inOrder.stream().map(components::show).toList();
    }

    /** Removes a service with its settings; to keep them, switch {@code enabled} off instead. */
    @DELETE
    @Path("{id}")
    public void delete(@PathParam("id") String id) {
        call.requireManage();
        call.realm().removeComponent(find(id));
        call.record(OperationType.DELETE, KIND, path(id), null);
    }

    /** Sends a harmless text to the number in {@code to} and tells what the vendor said. */
    @POST
    @Path("{id}/test")
    public Map<String, Object> test(@PathParam("id") String id, JsonNode body) {
        call.requireManage();
        ComponentModel component = find(id);
        Map<String, Object> answer = new TestSend(call, testSends).send(component, body);
        call.record(OperationType.ACTION, KIND, path(id + "/test"), answer);
        return answer;
    }

    private ComponentModel find(String id) {
        ComponentModel component = call.realm().getComponent(id);
        if (component == null || !SmsService.class.getName().equals(component.getProviderType())) {
            throw AdminError.notFound("Could not find service");
        }
        return component;
    }

    private interface Change {
        ComponentModel run();
    }

    private static ComponentModel store(Change change) {
        try {
            return change.run();
        } catch (ComponentValidationException e) {
            throw e.getCause() instanceof SettingException problem
                    ? AdminError.badRequest(problem)
                    : AdminError.badRequest(null, e.getMessage());
        }
    }

    private static int afterLast(List<ComponentModel> present) {
        return present.isEmpty()
                ? 0
                : Math.min(ServiceProfile.LAST, RealmSmsServices.place(present.get(present.size() - 1)) + STEP);
    }

    private static String path(String rest) {
        return "services/" + rest;
    }
}
