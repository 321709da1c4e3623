package dev.twofactor.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twofactor.domain.policy.PolicyKey;
import dev.twofactor.domain.policy.PolicyKeys;
import dev.twofactor.domain.policy.SettingException;
import dev.twofactor.keycloak.TwoFactorPolicyFactory;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;

/** The realm's policy: every key with the value that holds. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class PolicyResource {

    private static final String KIND = "TWO_FACTOR_POLICY";
    private static final String PATH = "policy";

    private final AdminCall call;
    private final StoredPolicy stored;

    PolicyResource(AdminCall call) {
        this.call = call;
        this.stored = new StoredPolicy(call.session(), call.realm());
    }

    /** Key to the value that holds, for all keys. */
    @GET
    public Map<String, String> get() {
        call.requireView();
        return effective();
    }

    /** Every key with its value, where that comes from, its default, and what a form needs. */
    @GET
    @Path("keys")
    public List<Map<String, Object>> keys() {
        call.requireView();
        return PolicyKeys.all().stream().map(this::describe).toList();
    }

    /** Changes the keys that it names and leaves the others; null or an empty text gives a key back its default. */
    @PUT
    public Map<String, String> put(JsonNode body) {
        call.requireManage();
        Map<String, String> changes = RequestSettings.of(body);
        for (String key : changes.keySet()) {
            if (!PolicyKeys.isKnown(key)) {
                String shown = RequestSettings.shown(key);
                throw AdminError.badRequest(shown, shown + ": is no key of the policy");
            }
        }
        try {
            stored.change(changes);
        } catch (SettingException e) {
            throw AdminError.badRequest(e);
        }
        call.record(OperationType.UPDATE, KIND, PATH, changes);
        return effective();
    }

    /** Gives every key back its default. */
    @DELETE
    public void delete() {
        call.requireManage();
        if (TwoFactorPolicyFactory.component(call.realm()).isPresent()) {
            stored.remove();
            call.record(OperationType.DELETE, KIND, PATH, null);
        }
    }

    private Map<String, String> effective() {
        Map<String, String> values = new LinkedHashMap<>();
        PolicyKeys.all().forEach(key -> values.put(key.name(), stored.value(key)));
        return values;
    }

    private Map<String, Object> describe(PolicyKey key) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", key.name());
        description.put("value", stored.value(key));
        description.put("from", stored.origin(key));
        description.put("default", key.defaultValue());
        description.put("label", key.label());
        description.put("help", key.help());
        description.put("inForce", PolicyKeys.isInForce(key.name()));
        if (!key.choices().isEmpty()) {
            description.put("choices", key.choices());
        }
        return description;
    }
}
