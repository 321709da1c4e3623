package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four times as many calls at once as the shared server has connections to its database. */
class RegistrarRushIT {

    private static final int CALLS = 40;

    private final TestRealm realm = TestRealm.createWithSetUp();
    private final RegisteringApp shop = RegisteringApp.of(realm, "shop-server");

    @BeforeEach
    void liftTheLimitsOfOneAddress() {
        realm.policy("unverified-per-address-hour", "1000");
    }

    @Test
    void aRushOfVerificationsIsServedOrToldToComeAgainAndBreaksNothing() {
        List<SelfService.Answer> started = Parallel.run(CALLS, i -> shop.start("email", MailAddresses.next()));
        isServedOrSentAway(started, 201);
        SelfService.Answer one = started.stream()
                .filter(answer -> answer.status() == 201)
                .findFirst()
                .orElseThrow();

        List<SelfService.Answer> tried = Parallel.run(CALLS, i -> shop.bring(one, String.valueOf(1_000_000 + i)));

        isServedOrSentAway(tried, 400);
        assertThat(shop.start("email", MailAddresses.next()).status())
                .as("afterwards all is as before")
                .isEqualTo(201);
    }

    private static void isServedOrSentAway(List<SelfService.Answer> answers, int served) {
        assertThat(answers).extracting(SelfService.Answer::status).isSubsetOf(served, 503);
        assertThat(answers).filteredOn(answer -> answer.status() == served).hasSizeGreaterThan(4);
        for (SelfService.Answer answer : answers) {
            if (answer.status() == 503) {
                assertThat(answer.refusal()).isEqualTo("503 busy");
                assertThat(answer.header("Retry-After")).isEqualTo("2");
            }
        }
    }
}
