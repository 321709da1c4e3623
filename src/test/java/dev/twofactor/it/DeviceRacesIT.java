package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.device.SecurityStamp;
import dev.twofactor.domain.device.Trust;
import dev.twofactor.domain.device.TrustToken;
import dev.twofactor.keycloak.store.Devices;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many threads released at one trusted browser's row on a real PostgreSQL at one moment. */
class DeviceRacesIT {

    private static final int THREADS = 24;
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static PostgresServer server;
    private static StoreOnPostgres store;

    private final SecureRandom random = new SecureRandom();
    private final TrustToken token = TrustToken.fresh(random);
    private final String user = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        store = StoreOnPostgres.create(server, "devices");
    }

    @AfterAll
    static void stop() {
        store.close();
        server.stop();
    }

    @RepeatedTest(3)
    void ofManyLoginsAtOnceOneRenewsAndAllOthersSeeThatItDid() {
        add(token, NOW.plusSeconds(60));
        List<TrustToken> nexts = Parallel.run(THREADS, i -> token.next(random));

        List<Boolean> renewed = Parallel.run(
                THREADS,
                i -> store.run(em -> {
                    Devices devices = new Devices(em);
                    Trust read = devices.byHandle(token.handleHash()).orElseThrow();
                    boolean mine =
                            devices.renew(read, Instant.EPOCH, nexts.get(i).secretHash(), NOW.plusSeconds(1));
                    Trust after = devices.byHandle(token.handleHash()).orElseThrow();
                    assertThat(after.secret()).isNotEqualTo(token.secretHash());
                    return mine;
                }));

        Trust trust = read();
        assertThat(renewed).filteredOn(Boolean::booleanValue).isNotEmpty();
        // Who read the row after the first renewal renews it once more: that is another login, one after the other.
        assertThat(trust.previous()).isNotNull();
        assertThat(trust.lastUsedAt()).isEqualTo(NOW.plusSeconds(1));
        assertThat(trust.endsAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @RepeatedTest(3)
    void ofManyLoginsThatReadTheSameRowExactlyOneRenews() {
        add(token, NOW.plusSeconds(60));
        Trust read = read();

        List<Boolean> renewed = Parallel.run(
                THREADS,
                i -> store.run(em -> new Devices(em)
                        .renew(read, Instant.EPOCH, token.next(random).secretHash(), NOW.plusSeconds(1))));

        assertThat(renewed).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(read().previous()).isEqualTo(token.secretHash());
    }

    @Test
    void whatHasEndedIsNotRenewed() {
        add(token, NOW.plusSeconds(60));
        Trust read = read();

        assertThat(remove(read.id(), "another user")).isFalse();
        assertThat(remove(read.id(), user)).isTrue();

        assertThat(store.<Boolean>run(em -> new Devices(em).renew(read, Instant.EPOCH, token.secretHash(), NOW)))
                .isFalse();
    }

    @Test
    void aRowThatIsNotAsExpectedIsNotRenewed() {
        add(token, NOW.plusSeconds(60));
        Trust read = read();
        Trust.Owner owner = read.owner();
        SecurityStamp stamp = read.stamp();

        List.of(
                        of(read, new Trust.Owner("another", owner.userId(), null), stamp, read.since(), read.endsAt()),
                        of(read, new Trust.Owner("shop", "another", null), stamp, read.since(), read.endsAt()),
                        of(read, new Trust.Owner("shop", owner.userId(), "app"), stamp, read.since(), read.endsAt()),
                        of(read, owner, new SecurityStamp("x", "m", "e"), read.since(), read.endsAt()),
                        of(read, owner, new SecurityStamp("p", "x", "e"), read.since(), read.endsAt()),
                        of(read, owner, new SecurityStamp("p", "m", "x"), read.since(), read.endsAt()),
                        of(read, owner, stamp, read.since().plusMillis(1), read.endsAt()),
                        of(read, owner, stamp, read.since(), read.endsAt().plusMillis(1)))
                .forEach(other -> assertThat(renew(other, Instant.EPOCH)).isFalse());
        assertThat(renew(read, read.lastUsedAt())).as("used too long ago").isFalse();
        assertThat(read()).isEqualTo(read);

        assertThat(renew(read, read.lastUsedAt().minusMillis(1))).isTrue();
    }

    @Test
    void trustOfOneApplicationIsRenewedThereOnly() {
        Trust any = trust(token, NOW.plusSeconds(60));
        Trust bound = of(any, new Trust.Owner("shop", user, "app"), any.stamp(), any.since(), any.endsAt());
        add(bound);

        assertThat(renew(any, Instant.EPOCH)).isFalse();
        assertThat(renew(bound, Instant.EPOCH)).isTrue();
    }

    private boolean renew(Trust expected, Instant idleSince) {
        String next = token.next(random).secretHash();
        return store.run(em -> new Devices(em).renew(expected, idleSince, next, NOW.plusSeconds(1)));
    }

    private static Trust of(Trust trust, Trust.Owner owner, SecurityStamp stamp, Instant since, Instant ends) {
        return new Trust(
                trust.id(),
                owner,
                trust.handle(),
                trust.secret(),
                trust.previous(),
                trust.rotatedAt(),
                since,
                trust.lastUsedAt(),
                ends,
                stamp,
                trust.browser());
    }

    @Test
    void whatEndedByTimeIsFoundForThePurgeInBatches() {
        for (int i = 0; i < 5; i++) {
            add(TrustToken.fresh(random), NOW.minusSeconds(1_000_000 + i));
        }
        add(token, NOW.plusSeconds(1));

        List<Trust> batch = store.run(em -> new Devices(em).ended(NOW.minusSeconds(1_000_000), 3));

        assertThat(batch).hasSize(3).extracting(Trust::endsAt).isSorted();
        List<Trust> all = store.run(em -> new Devices(em).of("shop", user));
        assertThat(all).hasSize(6);
    }

    private void add(TrustToken of, Instant end) {
        add(trust(of, end));
    }

    private Trust trust(TrustToken of, Instant end) {
        return TestTrust.of(of, user, NOW, end);
    }

    private void add(Trust trust) {
        store.run(em -> {
            new Devices(em).add(trust);
            return null;
        });
        Optional<Trust> stored = store.run(em -> new Devices(em).byHandle(trust.handle()));
        assertThat(stored).contains(trust);
    }

    private Trust read() {
        return store.run(em -> new Devices(em).byHandle(token.handleHash()).orElseThrow());
    }

    private boolean remove(String id, String userId) {
        return store.run(em -> new Devices(em).remove("shop", userId, id));
    }
}
