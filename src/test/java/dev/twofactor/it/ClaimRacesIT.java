package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.keycloak.store.DestinationClaims;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many users who take one number at one moment, on a real PostgreSQL. */
class ClaimRacesIT {

    private static PostgresServer server;
    private static StoreOnPostgres store;

    private final MovableClock clock = new MovableClock();
    private final DestinationClaims claims = new DestinationClaims(store, clock);
    private final List<String> number = List.of(UUID.randomUUID().toString());

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        store = StoreOnPostgres.create(server, "claims");
    }

    @AfterAll
    static void stop() {
        store.close();
        server.stop();
    }

    @RepeatedTest(5)
    void ofManyUsersAtOnceExactlyOneTakesANumber() {
        List<Boolean> taken = Parallel.run(24, i -> claims.take("shop", "user-" + i, number));

        assertThat(Collections.frequency(taken, true)).isEqualTo(1);
    }

    @RepeatedTest(5)
    void ofManyUsersAtOnceExactlyOneTakesOverAClaimThatCameToNothing() {
        claims.take("shop", "somebody", number);
        clock.move(Duration.ofSeconds(31));

        List<Boolean> taken = Parallel.run(24, i -> claims.take("shop", "user-" + i, number));

        assertThat(Collections.frequency(taken, true)).isEqualTo(1);
    }

    @Test
    void theSameUserTakesItAgainAndAnotherRealmHasNumbersOfItsOwn() {
        assertThat(claims.take("shop", "somebody", number)).isTrue();
        assertThat(claims.take("shop", "somebody", number)).isTrue();
        assertThat(claims.take("other", "another", number)).isTrue();
        assertThat(claims.take("shop", "another", number)).isFalse();
    }
}
