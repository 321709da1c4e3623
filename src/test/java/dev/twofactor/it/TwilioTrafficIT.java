package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Looks back on a whole run: every request that reached the Twilio fake kept to Twilio's own description of its API. */
@Order(Integer.MAX_VALUE)
class TwilioTrafficIT {

    @Test
    void everyRequestKeptToTwiliosDescription() {
        TestRealm realm = TestRealm.create();
        TestUser user = realm.newUser();
        realm.signIn().password(user);
        new CodeInbox(user.phone()).message(1);

        assertThat(TestKeycloak.shared().inbox().requestCount()).isPositive();
        assertThat(TestKeycloak.shared().inbox().violations()).isEmpty();
    }
}
