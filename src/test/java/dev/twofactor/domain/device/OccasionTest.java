package dev.twofactor.domain.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.policy.Settings;
import dev.twofactor.domain.policy.TrustPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccasionTest {

    private static final TrustPolicy OFF = TrustPolicy.from(new Settings(Map.of()));
    private static final TrustPolicy ON = TrustPolicy.from(new Settings(Map.of("trust", "true")));
    private static final TrustPolicy STRICT =
            TrustPolicy.from(new Settings(Map.of("trust", "true", "trust-asks-at-prompt-login", "true")));

    @ParameterizedTest
    @CsvSource({
        "false,false,false,false,true,true",
        "true,false,false,false,false,false",
        "false,true,false,false,false,false",
        "false,false,true,false,false,false",
        "false,false,false,true,true,false"
    })
    void trustNeverCountsWhereMoreThanAUsualLoginIsAskedFor(
            boolean level, boolean maxAge, boolean action, boolean anew, boolean counts, boolean countsWhenStrict) {
        Occasion occasion = new Occasion(TrustScope.ANY, level, maxAge, action, anew);

        assertThat(occasion.allowsTrust(ON)).isEqualTo(counts);
        assertThat(occasion.allowsTrust(STRICT)).isEqualTo(countsWhenStrict);
        assertThat(occasion.allowsTrust(OFF)).isFalse();
        assertThat(occasion.offersTrust(ON)).isTrue();
        assertThat(occasion.offersTrust(OFF)).isFalse();
    }

    @Test
    void anApplicationMayRefuseAllTrust() {
        Occasion occasion = new Occasion(TrustScope.NEVER, false, false, false, false);

        assertThat(occasion.allowsTrust(ON)).isFalse();
        assertThat(occasion.offersTrust(ON)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({",ANY", "' ',ANY", "any,ANY", "this-client,THIS_CLIENT", "' never ',NEVER", "Any,NEVER", "yes,NEVER"})
    void whatNobodyKnowsCountsAsNever(String attribute, TrustScope scope) {
        assertThat(TrustScope.of(attribute)).isEqualTo(scope);
    }
}
