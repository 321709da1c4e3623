package dev.twofactor.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The races on H2, as {@code start-dev} and the demo have it. */
@Tag("database")
class StoreRacesOnH2IT extends StoreRaces {

    private static StoreOnDatabase store;

    @BeforeAll
    static void start() {
        store = new StoreOnDatabase("jdbc:h2:mem:races;NON_KEYWORDS=VALUE;DB_CLOSE_DELAY=-1", "sa", "any", 64);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Override
    StoreOnDatabase store() {
        return store;
    }
}
