package dev.twofactor.it;

import dev.twofactor.domain.device.SecurityStamp;
import dev.twofactor.domain.device.Trust;
import dev.twofactor.domain.device.TrustToken;
import java.time.Instant;
import java.util.UUID;

/** Trust in some browser, for tests of the rows alone. */
final class TestTrust {

    static final String REALM = "shop";

    private TestTrust() {}

    /** Given at {@code since} and not used yet. */
    static Trust of(TrustToken token, String userId, Instant since, Instant endsAt) {
        return new Trust(
                UUID.randomUUID().toString(),
                new Trust.Owner(REALM, userId, null),
                token.handleHash(),
                token.secretHash(),
                null,
                since,
                since,
                since,
                endsAt,
                new SecurityStamp("p", "m", "e"),
                new Trust.Browser("Firefox", "", ""));
    }
}
