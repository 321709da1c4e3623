package dev.twofactor.keycloak.admin;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.DeliveryState;
import dev.twofactor.keycloak.store.SentMessages;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.models.AdminRoles;

/** The ledger: what was sent to whom, masked; it tells of all users, so only a role opens it. */
@Produces(MediaType.APPLICATION_JSON)
public final class MessagesResource {

    private static final int MOST = 500;

    private final AdminCall call;

    MessagesResource(AdminCall call) {
        this.call = call;
    }

    /**
     * Messages, the newest first.
     *
     * @param channel {@code sms} or {@code email}
     * @param state such as {@code sent} or {@code failed}
     * @param max how many at most, 1 to 500
     */
    @GET
    public List<Map<String, Object>> list(
            @QueryParam("user") String user,
            @QueryParam("channel") String channel,
            @QueryParam("state") String state,
            @QueryParam("service") String service,
            @QueryParam("country") String country,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max) {
        if (!call.auth().hasOneAdminRole(AdminRoles.VIEW_USERS, AdminRoles.MANAGE_USERS)) {
            throw AdminError.forbidden();
        }
        if (first < 0 || max < 1 || max > MOST) {
            throw AdminError.badRequest("max", "first: 0 or more and max: 1 to " + MOST + " are expected");
        }
        Channel by = choice("channel", Channel.values(), channel);
        SentMessages.Filter filter = new SentMessages.Filter(
                text("user", user),
                choice("state", DeliveryState.values(), state),
                by == null ? null : by.name(),
                text("service", service),
                text("country", country));
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        return new SentMessages(call.session(), call.realm().getId(), now)
                .page(filter, first, max).stream().map(MessagesResource::show).toList();
    }

    private static String text(String field, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > 255 || value.indexOf(0) >= 0) {
            throw AdminError.badRequest(field, field + ": up to 255 characters are expected");
        }
        return value;
    }

    private static <T extends Enum<T>> T choice(String field, T[] choices, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        return Arrays.stream(choices)
                .filter(choice -> key(choice).equals(value))
                .findFirst()
                .orElseThrow(() -> AdminError.badRequest(
                        field,
                        field + ": one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(choices)
                                                .map(MessagesResource::key)
                                                .toList())
                                + " is expected"));
    }

    private static String key(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> show(SentMessages.Message message) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("at", message.at().toEpochMilli());
        shown.put("userId", message.userId());
        shown.put("channel", message.channel().toLowerCase(Locale.ROOT));
        shown.put("to", message.destination());
        shown.put("country", message.country());
        shown.put("state", key(message.state()));
        shown.put("reason", message.reason());
        shown.put("service", message.service());
        shown.values().removeIf(java.util.Objects::isNull);
        return shown;
    }
}
