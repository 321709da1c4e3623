package dev.twofactor.keycloak.device;

import java.time.Instant;

/**
 * A trusted browser as lists show it.
 *
 * @param id ends it, in {@link TrustedDevices#end}
 * @param browser such as {@code Firefox}; empty when nobody knows
 * @param system such as {@code Linux}; empty when nobody knows
 * @param place roughly where it was when trust was given; empty when nobody knows
 * @param since when trust was given
 * @param lastUsedAt when it spared the second factor last; {@code since} before the first use
 * @param endsAt when it ends at the latest
 * @param client Keycloak's internal id of the only application that it counts at; empty for no such bound
 * @param current whether the request at hand comes from this browser
 */
public record TrustedDevice(
        String id,
        String browser,
        String system,
        String place,
        Instant since,
        Instant lastUsedAt,
        Instant endsAt,
        String client,
        boolean current) {}
