package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The keys of the policy that say who must have a second factor hold at the token endpoint too. */
class TokenEndpointDutyIT {

    private static TestRealm realm;
    private static TokenEndpoint shop;

    @BeforeAll
    static void setUpARealm() {
        realm = TestRealm.create();
        SetupIT.setUp(realm, true);
        shop = TokenEndpoint.of(realm, "shop-api");
    }

    @AfterEach
    void backToDefaults() {
        TestKeycloak.shared().setClockAhead(Duration.ZERO);
        for (String key : new String[] {"requirement", "grace-days", "enrolled-after", "methods"}) {
            realm.policy(key, "");
        }
    }

    @Test
    void graceLetsTokensOutUntilItIsOver() {
        realm.policy("requirement", "required");
        TestUser user = realm.newUserWithoutPhone();
        assertThat(shop.call(user).state()).isEqualTo("enrollment_required");

        realm.policy("grace-days", "2");
        assertThat(shop.call(user).hasTokens()).isTrue();
        TestKeycloak.shared().setClockAhead(Duration.ofDays(2).plusMinutes(1));

        assertThat(shop.call(user).state()).isEqualTo("enrollment_required");
    }

    @Test
    void anOldSetUpGetsNoCodeAndNoTokens() {
        realm.policy("requirement", "required");
        TestUser user = realm.newUser("", Credentials.app("JBSWY3DPEHPK3PXP"));
        realm.policy(
                "enrolled-after",
                Instant.ofEpochMilli(TestKeycloak.shared().clockMillis() + 1000).toString());
        TestKeycloak.shared().setClockAhead(Duration.ofMinutes(1));

        assertThat(shop.call(user).state()).isEqualTo("enrollment_required");
        assertThat(shop.call(user, "otp", Credentials.appCode("JBSWY3DPEHPK3PXP", Duration.ofMinutes(1)))
                        .hasTokens())
                .isFalse();
    }

    @Test
    void aMethodThatIsNotAllowedGetsNoTokens() {
        realm.policy("requirement", "required");
        realm.policy("methods", "email");

        assertThat(shop.call(realm.newUser()).state()).isEqualTo("enrollment_required");
    }
}
