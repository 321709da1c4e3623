package dev.twofactor.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The races on MariaDB. */
@Tag("database")
class StoreRacesOnMariaDbIT extends StoreRaces {

    private static MariaDbServer server;
    private static StoreOnDatabase store;

    @BeforeAll
    static void start() {
        server = MariaDbServer.start();
        store = new StoreOnDatabase(server.jdbcUrl("races"), "root", "any", 64);
    }

    @AfterAll
    static void stop() {
        store.close();
        server.close();
    }

    @Override
    StoreOnDatabase store() {
        return store;
    }
}
