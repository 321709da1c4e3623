package dev.twofactor.keycloak.admin;

import dev.twofactor.keycloak.store.Usage;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.keycloak.common.util.Time;

/** What is sent, by day, channel, service and country. */
@Produces(MediaType.APPLICATION_JSON)
public final class UsageResource {

    private static final int MOST_DAYS = 366;

    private final AdminCall call;

    UsageResource(AdminCall call) {
        this.call = call;
    }

    /**
     * One line for each day, channel, service and country, the newest first: {@code messages}, {@code failed},
     * {@code verified}, {@code verifiedShare} (0 to 1), {@code segments}, and {@code money} as a decimal number in a text.
     *
     * @param days how many days back, 1 to 366; days are those of UTC
     */
    @GET
    public List<Map<String, Object>> get(@QueryParam("days") @DefaultValue("30") int days) {
        call.requireView();
        if (days < 1 || days > MOST_DAYS) {
            throw AdminError.badRequest("days", "days: 1 to " + MOST_DAYS + " are expected");
        }
        Instant now = Instant.ofEpochMilli(Time.currentTimeMillis());
        return new Usage(call.session(), call.realm().getId(), now)
                .since(now.minus(Duration.ofDays(days))).stream()
                        .map(UsageResource::show)
                        .toList();
    }

    private static Map<String, Object> show(Usage.Line line) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(
                "day", line.kind().day().atOffset(ZoneOffset.UTC).toLocalDate().toString());
        shown.put("channel", line.kind().channel().toLowerCase(Locale.ROOT));
        shown.put("service", line.kind().service());
        shown.put("country", line.kind().country());
        shown.put("messages", line.messages());
        shown.put("failed", line.failed());
        shown.put("verified", line.verified());
        shown.put("verifiedShare", line.verifiedShare());
        shown.put("segments", line.segments());
        shown.put("money", line.money().stripTrailingZeros().toPlainString());
        shown.values().removeIf(Objects::isNull);
        return shown;
    }
}
