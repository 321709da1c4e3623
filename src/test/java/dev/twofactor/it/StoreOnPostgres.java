package dev.twofactor.it;

/** The product's tables on a PostgreSQL of the tests. */
final class StoreOnPostgres extends StoreOnDatabase {

    private static final int CONNECTIONS = 64;

    private StoreOnPostgres(String url, int connections) {
        super(url, "postgres", "any", connections);
    }

    static StoreOnPostgres create(PostgresServer server, String database) {
        server.createDatabase(database);
        return onTablesOf(server, database, CONNECTIONS);
    }

    /** A second node on a database that has the tables already; so many connections are its own. */
    static StoreOnPostgres onTablesOf(PostgresServer server, String database, int connections) {
        return new StoreOnPostgres(server.jdbcUrl(database), connections);
    }
}
