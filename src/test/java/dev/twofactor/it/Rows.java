package dev.twofactor.it;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads the product's tables behind Keycloak's back. */
final class Rows {

    private static final List<String> TABLES = List.of(
            "two_factor_user",
            "two_factor_challenge",
            "two_factor_ledger",
            "two_factor_enrollment",
            "two_factor_claim",
            "two_factor_device");

    private static final TestUser NOBODY = new TestUser("nobody", "", "", "", "");

    private Rows() {}

    /** Codes ever compared for this user. */
    static long evaluations(TestUser user) {
        return count("select coalesce(sum(evaluations), 0) from two_factor_user where user_id = ?", user);
    }

    /** All rows of this user. */
    static long of(TestUser user) {
        return TABLES.stream()
                .mapToLong(table -> count("select count(*) from " + table + " where user_id = ?", user))
                .sum();
    }

    /** Every value of every row of this user, one after another. */
    static String everythingOf(TestUser user) {
        StringBuilder all = new StringBuilder();
        for (String table : TABLES) {
            query("select * from " + table + " where user_id = ?", user, rows -> {
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        all.append(rows.getString(i)).append('\n');
                    }
                }
            });
        }
        return all.toString();
    }

    /** The first column of the first row. */
    static String text(String sql, TestUser user) {
        String[] text = new String[1];
        query(sql, user, rows -> text[0] = rows.next() ? rows.getString(1) : "");
        return text[0];
    }

    static long count(String sql, TestUser user) {
        long[] count = new long[1];
        query(sql, user, rows -> {
            rows.next();
            count[0] = rows.getLong(1);
        });
        return count[0];
    }

    /** Makes the index forget this user, as if everything had been set up before the product came. */
    static void forgetIndex(TestUser user) {
        query("delete from two_factor_enrollment where user_id = ? returning user_id", user, rows -> {});
    }

    /**
     * Locks rows until it is closed.
     *
     * @param sql which ones, by the user's id
     */
    static Held hold(String sql, TestUser user) {
        try {
            Connection connection = connect();
            connection.setAutoCommit(false);
            PreparedStatement statement = connection.prepareStatement(sql + " for update");
            statement.setString(1, user.id());
            if (!statement.executeQuery().next()) {
                throw new AssertionError("no such row");
            }
            return new Held(connection);
        } catch (SQLException e) {
            throw new AssertionError("the database did not answer", e);
        }
    }

    /** Rows that nobody else can change. */
    record Held(Connection connection) implements AutoCloseable {

        /** Waits until somebody wants to. */
        void awaitSomebody() {
            Waiting.until(
                    () -> !text("select pid from pg_stat_activity where wait_event_type = 'Lock' and ? <> ''", NOBODY)
                            .isEmpty());
        }

        @Override
        public void close() {
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException e) {
                throw new AssertionError("the database did not answer", e);
            }
        }
    }

    private static Connection connect() throws SQLException {
        PostgresServer database = TestKeycloak.shared().database();
        return DriverManager.getConnection(database.jdbcUrl("keycloak"), "postgres", "any");
    }

    private static void query(String sql, TestUser user, Reader reader) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, user.id());
            try (ResultSet rows = statement.executeQuery()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw new AssertionError("the database did not answer", e);
        }
    }

    private interface Reader {
        void read(ResultSet rows) throws SQLException;
    }
}
