package dev.twofactor.domain.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.preview.Effect.Impact;
import dev.twofactor.domain.preview.Effect.Way;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a requirement means for applications, told for each way in that no browser page is part of. */
class EffectTest {

    private boolean required = true;
    private boolean serviceAccount;
    private boolean directGrant;
    private boolean grantAsks;
    private boolean ciba;

    private List<Effect> effects() {
        return Effect.of(new Application("app", required, serviceAccount, directGrant, grantAsks, ciba))
                .toList();
    }

    private Effect only() {
        assertThat(effects()).hasSize(1);
        Effect effect = effects().get(0);
        assertThat(effect.client()).isEqualTo("app");
        return effect;
    }

    @Test
    void anApplicationThatPeopleSignInToByPagesIsNotNamed() {
        assertThat(effects()).isEmpty();
    }

    @Test
    void aServiceAccountGoesOn() {
        serviceAccount = true;
        assertThat(only().way()).isEqualTo(Way.SERVICE_ACCOUNT);
        assertThat(only().impact()).isEqualTo(Impact.NONE);
    }

    @Test
    void aDirectGrantBreaksAndIsToldWhetherOthersNeedACode() {
        directGrant = true;
        assertThat(only().way()).isEqualTo(Way.DIRECT_GRANT);
        assertThat(only().impact()).isEqualTo(Impact.BREAKS);
        assertThat(only().message()).contains("by password alone");
        grantAsks = true;
        assertThat(only().impact()).isEqualTo(Impact.BREAKS);
        assertThat(only().message()).contains("need a code");
    }

    @Test
    void cibaGoesOn() {
        ciba = true;
        assertThat(only().way()).isEqualTo(Way.CIBA);
        assertThat(only().impact()).isEqualTo(Impact.NONE);
    }

    @Test
    void anApplicationThatIsFreeOfTheRequirementIsNamedAndBreaksNowhere() {
        required = false;
        directGrant = true;
        assertThat(effects()).extracting(Effect::way).containsExactly(Way.DIRECT_GRANT, Way.OWN_FLOW);
        assertThat(effects()).extracting(Effect::impact).containsOnly(Impact.NONE);
        assertThat(Way.OWN_FLOW.key()).isEqualTo("own-flow");
        assertThat(Impact.BREAKS.key()).isEqualTo("breaks");
    }
}
