package dev.twofactor.domain.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The trust in one browser of one user.
 *
 * @param id what lists and requests name it by; gives nothing away
 * @param handle hash of the cookie's part that stays
 * @param secret hash of the cookie's part that is renewed
 * @param previous hash of the secret before it; null before the first use
 * @param rotatedAt when the secret was renewed last, or first given
 * @param since when trust was given
 * @param lastUsedAt when it spared the second factor last; {@code since} before the first use
 * @param endsAt when it ends at the latest; no use moves it
 * @param stamp what the account looked like when trust was given
 * @param browser what the browser calls itself, and on which system
 */
public record Trust(
        String id,
        Owner owner,
        String handle,
        String secret,
        @Nullable String previous,
        Instant rotatedAt,
        Instant since,
        Instant lastUsedAt,
        Instant endsAt,
        SecurityStamp stamp,
        Browser browser) {

    /**
     * Whose trust it is.
     *
     * @param clientId the only application that it counts at, by Keycloak's internal id; null for no such bound
     */
    public record Owner(String realmId, String userId, @Nullable String clientId) {}

    /**
     * How a list names a browser.
     *
     * @param name such as {@code Firefox}; empty when nobody knows
     * @param system such as {@code Linux}; empty when nobody knows
     * @param place roughly where it was when trust was given; empty when nobody knows
     */
    public record Browser(String name, String system, String place) {}

    @Override
    public String toString() {
        return "Trust[" + id + "]";
    }
}
