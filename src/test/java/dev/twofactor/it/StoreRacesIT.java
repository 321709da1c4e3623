package dev.twofactor.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The races on PostgreSQL. */
@Tag("database")
class StoreRacesIT extends StoreRaces {

    private static PostgresServer server;
    private static StoreOnDatabase store;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
        store = StoreOnPostgres.create(server, "races");
    }

    @AfterAll
    static void stop() {
        store.close();
        server.stop();
    }

    @Override
    StoreOnDatabase store() {
        return store;
    }
}
