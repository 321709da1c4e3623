package dev.twofactor.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twofactor.domain.MovableClock;
import dev.twofactor.domain.delivery.Channel;
import dev.twofactor.domain.delivery.Destination;
import dev.twofactor.domain.otp.Binding;
import dev.twofactor.domain.otp.CodeLifeCycle;
import dev.twofactor.domain.otp.Issued;
import dev.twofactor.domain.otp.OneKey;
import dev.twofactor.domain.otp.Purpose;
import dev.twofactor.domain.otp.TestLimits;
import dev.twofactor.domain.otp.TypedCode;
import dev.twofactor.domain.policy.CodePolicy;
import dev.twofactor.keycloak.store.JpaCodeStore;
import dev.twofactor.keycloak.store.Transactions;
import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** The budgets on a real PostgreSQL, asked by two nodes that share nothing but the database. */
class BudgetRacesIT {

    private static final int AT_ONCE = 200;
    private static PostgresServer server;
    private static List<StoreOnPostgres> stores;
    private static List<Transactions> nodes;

    private final MovableClock clock = new MovableClock();
    private final String realm = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        stores = List.of(StoreOnPostgres.create(server, "budgets"), StoreOnPostgres.onTablesOf(server, "budgets", 64));
        nodes = stores.stream().<Transactions>map(BudgetRacesIT::inTurn).toList();
    }

    @AfterAll
    static void stop() {
        stores.forEach(StoreOnPostgres::close);
        server.stop();
    }

    @RepeatedTest(3)
    void ofTwoHundredSendsForOneNumberOverTwoNodesFiveLeave() {
        List<Issued> all = Parallel.run(AT_ONCE, i -> codes(i, Map.of()).open(login("user-" + i, 1), List.of(), true));

        assertThat(all).filteredOn(Issued.Send.class::isInstance).hasSize(5);
        assertThat(all).filteredOn(Issued.Refused.class::isInstance).hasSize(AT_ONCE - 5);
    }

    @Test
    void theDaysCapHoldsOverManyRoundsOfParallelSends() {
        int sent = 0;
        for (int round = 0; round < 5; round++) {
            int first = round * 40;
            List<Issued> all =
                    Parallel.run(40, i -> codes(i, Map.of()).open(login("u-" + (first + i), 1), List.of(), true));
            sent += (int) all.stream().filter(Issued.Send.class::isInstance).count();
            clock.move(Duration.ofMinutes(11));
        }

        assertThat(sent).isEqualTo(10);
    }

    @Test
    void theRealmsCapHoldsForManyNumbersSignInsAndSetUpsAtOnce() {
        Map<String, String> policy = Map.of("sends-per-realm-day", "50", "unverified-per-address-hour", "0");

        List<Issued> all = Parallel.run(AT_ONCE, i -> codes(i, policy)
                .open(i % 2 == 0 ? login("r-" + i, i) : enroll("r-" + i, i), List.of(), true));

        assertThat(all).filteredOn(Issued.Send.class::isInstance).hasSize(50);
    }

    @Test
    void sendsAndRightCodesOfOneAddressAtOnceLoseNoCount() {
        Map<String, String> policy = Map.of("unverified-per-address-hour", "60");
        List<Issued.Send> first = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            first.add((Issued.Send) codes(i, policy).open(login("v-" + i, i), List.of(), true));
        }

        Parallel.run(80, i -> i < 40 ? enter(i, policy, first.get(i)) : open(i, policy));

        // 80 left and 40 were entered: 20 are free.
        List<Issued> rest = new ArrayList<>();
        for (int i = 100; i < 130; i++) {
            rest.add(codes(i, policy).open(login("w-" + i, i), List.of(), true));
        }
        assertThat(rest).filteredOn(Issued.Send.class::isInstance).hasSize(20);
    }

    private Object enter(int i, Map<String, String> policy, Issued.Send send) {
        TypedCode code = TypedCode.parse(send.code().reveal()).orElseThrow();
        return codes(i, policy).verify(login("v-" + i, i), Set.of(send.status().challengeId()), code);
    }

    private Object open(int i, Map<String, String> policy) {
        return codes(i, policy).open(login("v-" + i, i), List.of(), true);
    }

    private Binding login(String user, int number) {
        return binding(user, number, Purpose.LOGIN);
    }

    private Binding enroll(String user, int number) {
        return binding(user, number, Purpose.ENROLL);
    }

    private Binding binding(String user, int number, Purpose purpose) {
        Destination phone = new Destination("+1%03d5550101".formatted(200 + number), "+1 •••", "US");
        return new Binding(realm, user, "browser", purpose, Channel.SMS, phone);
    }

    private CodeLifeCycle codes(int request, Map<String, String> policy) {
        return new CodeLifeCycle(
                new JpaCodeStore(nodes.get(request % 2)),
                new OneKey(),
                CodePolicy.DEFAULT,
                TestLimits.of(policy, "192.0.2.1", finding -> {}),
                clock,
                new SecureRandom());
    }

    // As many at once as a node has connections: the others wait, as they do on a server.
    private static Transactions inTurn(StoreOnPostgres store) {
        Semaphore turns = new Semaphore(32);
        return new Transactions() {
            @Override
            public <T> T run(Function<EntityManager, T> work) {
                turns.acquireUninterruptibly();
                try {
                    return store.run(work);
                } finally {
                    turns.release();
                }
            }
        };
    }
}
