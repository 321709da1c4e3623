package dev.twofactor.domain.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.policy.BudgetPolicy;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.domain.policy.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application that asks for people without an account is counted as a whole, beside each person's address. */
class SourceTest {

    private static final Settings TWO_AN_HOUR =
            new Settings(Map.of("unverified-per-address-hour", "2", "wrong-per-address-hour", "3"));

    private final MemoryTallies tallies = new MemoryTallies();
    private final Instant now = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void messagesOfOnePersonAndOfTheWholeApplicationAreBounded() {
        assertThat(ask("198.51.100.1", "shop", 0)).isNull();
        assertThat(ask("198.51.100.1", "shop", 1)).isNull();
        assertThat(ask("198.51.100.1", "shop", 2).limit()).isEqualTo(Limit.ADDRESS_HOUR);
        for (int i = 2; i < 20; i++) {
            assertThat(ask("192.0.2." + i, "shop", i)).as("message %d", i).isNull();
        }

        assertThat(ask("192.0.2.100", "shop", 20))
                .isEqualTo(new Stop(Limit.ADDRESS_HOUR, now.plus(Duration.ofHours(1))));
        assertThat(ask("192.0.2.100", "other", 21)).isNull();
        assertThat(ask("192.0.2.101", null, 22)).isNull();
    }

    @Test
    void anEnteredCodeGivesTheApplicationItsMessageBack() {
        for (int i = 0; i < 20; i++) {
            ask("192.0.2." + i, "shop", i);
        }
        budget("192.0.2.0", "shop").verified(tallies, asked(0), now, 1);

        assertThat(ask("192.0.2.100", "shop", 20)).isNull();
        assertThat(ask("192.0.2.101", "shop", 21)).isNotNull();
    }

    @Test
    void wrongCodesOfOnePersonAndOfTheWholeApplicationAreBounded() {
        for (int i = 0; i < 30; i++) {
            assertThat(wrong("192.0.2." + i, "shop").isStopped(tallies, "somebody", now))
                    .isFalse();
            wrong("192.0.2." + i, "shop").wrong(tallies, now);
        }

        assertThat(wrong("192.0.2.100", "shop").isStopped(tallies, "somebody", now))
                .isTrue();
        assertThat(wrong("192.0.2.100", "other").isStopped(tallies, "somebody", now))
                .isFalse();
        for (int i = 0; i < 2; i++) {
            wrong("192.0.2.0", "other").wrong(tallies, now);
        }
        assertThat(wrong("192.0.2.0", "other").isStopped(tallies, "somebody", now))
                .isTrue();
    }

    private Stop ask(String address, String client, int person) {
        return budget(address, client).ask(tallies, asked(person), now).stop();
    }

    private static Asked asked(int person) {
        Destination address = new Destination("person-" + person + "@shop.example", "masked", null);
        return new Asked("person-" + person, true, Channel.EMAIL, address, 1);
    }

    private static SendBudget budget(String address, String client) {
        return new SendBudget(
                BudgetPolicy.from(TWO_AN_HOUR),
                value -> "hash of " + value,
                new Source(NetworkAddress.of(address), client),
                to -> BigDecimal.ZERO,
                user -> false);
    }

    private static WrongCodes wrong(String address, String client) {
        return new WrongCodes(
                CodePolicy.from(TWO_AN_HOUR),
                value -> "hash of " + value,
                new Source(NetworkAddress.of(address), client));
    }
}
